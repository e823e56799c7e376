import type { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ForwardedError, ResponseError } from '@backstage/errors';
import { MlopsClient } from '@mlops-backstage/plugin-mlops-common';
import type { CallOptions, Deployment, ModelSummary } from '@mlops-backstage/plugin-mlops-common';

const PAGE_SIZE = 100;
/** Answered for a deployment that went away, or stopped serving, after it was listed. */
const NOT_SERVED = [404, 409];

/** Reads the registry through its HTTP interface, as the catalog plugin itself. */
export class RegistryReader {
  private readonly client: MlopsClient;

  constructor(
    discovery: DiscoveryService,
    private readonly auth: AuthService,
  ) {
    this.client = new MlopsClient({ discoveryApi: discovery });
  }

  /** All models, page by page. */
  models(signal: AbortSignal): AsyncGenerator<ModelSummary[]> {
    return this.pages(signal, (query, options) => this.client.listModels({ query }, options));
  }

  /** All deployments, page by page. */
  deployments(signal: AbortSignal): AsyncGenerator<Deployment[]> {
    return this.pages(signal, (query, options) => this.client.listDeployments({ query }, options));
  }

  /** The OpenAPI document of an endpoint; undefined when it serves nothing any more. */
  async describeEndpoint(deployment: string, signal: AbortSignal): Promise<object | undefined> {
    try {
      return await this.client.getEndpointDescription(
        { path: { deployment } },
        await this.options(signal),
      );
    } catch (error) {
      if (error instanceof ResponseError && NOT_SERVED.includes(error.statusCode)) {
        return undefined;
      }
      throw new ForwardedError(`The endpoint ${deployment} can't be described`, error);
    }
  }

  private async *pages<T>(
    signal: AbortSignal,
    list: (
      query: { limit: number; cursor?: string },
      options: CallOptions,
    ) => Promise<{ items: T[]; nextCursor?: string }>,
  ): AsyncGenerator<T[]> {
    let cursor: string | undefined;
    do {
      const page = await list({ limit: PAGE_SIZE, cursor }, await this.options(signal));
      yield page.items;
      cursor = page.nextCursor;
    } while (cursor);
  }

  /** With a token of its own for each call: a large registry may take longer to read than a token lasts. */
  private async options(signal: AbortSignal): Promise<CallOptions> {
    const { token } = await this.auth.getPluginRequestToken({
      onBehalfOf: await this.auth.getOwnServiceCredentials(),
      targetPluginId: 'mlops',
    });
    return { token, signal };
  }
}
