import { readFile } from 'node:fs/promises';
import { JsonApi } from '@mlops-backstage/plugin-mlops-node';
import type { JsonAnswer } from '@mlops-backstage/plugin-mlops-node';
import type { Kubeflow } from './readKubeflowConfig';

/** The REST API of Kubeflow Pipelines (v2beta1), with the credentials of the configuration. */
export class KubeflowApi {
  private readonly api: JsonApi;

  /** @param timeoutMs - how long it may take for an answer */
  constructor(
    private readonly kubeflow: Kubeflow,
    timeoutMs?: number,
  ) {
    this.api = new JsonApi('Kubeflow Pipelines', kubeflow.url, kubeflow.headers, timeoutMs);
  }

  /** @param path - behind the version of the API */
  async ask(method: 'GET' | 'POST', path: string, body?: object): Promise<JsonAnswer> {
    const token = await this.token();
    return this.api.ask(method, `/apis/v2beta1${path}`, {
      ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
      ...(body && { body }),
    });
  }

  private async token(): Promise<string | undefined> {
    const { credentials } = this.kubeflow;
    if (!credentials || 'token' in credentials) {
      return credentials?.token;
    }
    // Each time, since Kubernetes writes another one when it is about to be over.
    const token = await readFile(credentials.tokenFile, 'utf8').catch(error => {
      throw new Error(`The tokenFile of ${this.kubeflow.id} can't be read (${error.code})`);
    });
    return token.trim();
  }
}
