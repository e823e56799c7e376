import { JsonApi, wordsOfAnswer } from '@mlops-backstage/plugin-mlops-node';
import type { JsonAnswer } from '@mlops-backstage/plugin-mlops-node';
import type { Airflow } from './readAirflowConfig';

/**
 * Airflow's stable REST API, with the credentials of the configuration. Airflow 3 takes no password but gives a token for it, which
 * is kept until it isn't taken any more.
 */
export class AirflowApi {
  private readonly api: JsonApi;
  private token?: Promise<string>;

  /** @param timeoutMs - how long Airflow may take for an answer */
  constructor(
    private readonly airflow: Airflow,
    timeoutMs?: number,
  ) {
    this.api = new JsonApi('Airflow', airflow.url, airflow.headers, timeoutMs);
  }

  /** @param path - behind the version of the API */
  async ask(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<JsonAnswer> {
    const send = async () =>
      this.api.ask(method, `/api/${this.airflow.apiVersion}${path}`, {
        headers: await this.authorization(),
        ...(body && { body }),
      });
    const known = this.token;
    const answer = await send();
    // 401: the token is over. 403: it was made with another secret than Airflow has now, or may not.
    if (!known || (answer.status !== 401 && answer.status !== 403)) {
      return answer;
    }
    if (this.token === known) {
      this.token = undefined;
    }
    return send();
  }

  private async authorization(): Promise<Record<string, string>> {
    const { credentials, apiVersion } = this.airflow;
    if (!credentials) {
      return {};
    }
    if ('token' in credentials) {
      return { authorization: `Bearer ${credentials.token}` };
    }
    const { username, password } = credentials;
    if (apiVersion === 'v1') {
      const encoded = Buffer.from(`${username}:${password}`).toString('base64');
      return { authorization: `Basic ${encoded}` };
    }
    this.token ??= this.newToken(username, password).catch(error => {
      this.token = undefined;
      throw error;
    });
    return { authorization: `Bearer ${await this.token}` };
  }

  private async newToken(username: string, password: string): Promise<string> {
    const answer = await this.api.ask('POST', '/auth/token', { body: { username, password } });
    const token = answer.body?.access_token;
    if (answer.status !== 201 || typeof token !== 'string') {
      const words = wordsOfAnswer(answer, [password]);
      throw new Error(`Airflow gave no token: status ${answer.status}${words}`);
    }
    return token;
  }
}
