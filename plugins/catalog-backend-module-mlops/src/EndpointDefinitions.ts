import type { Deployment } from '@mlops-backstage/plugin-mlops-common';

type Described = Pick<Deployment, 'name' | 'revision' | 'version' | 'endpoint'>;

/** The OpenAPI texts of endpoints, fetched again only when a deployment changed. */
export class EndpointDefinitions {
  private known = new Map<string, { state: string; definition: string }>();

  /** @param describe - asks for the document of a deployment; undefined when it serves nothing any more */
  constructor(
    private readonly describe: (
      deployment: string,
      signal: AbortSignal,
    ) => Promise<object | undefined>,
  ) {}

  async of(deployment: Described, signal: AbortSignal): Promise<string | undefined> {
    const { name, revision, version, endpoint } = deployment;
    const state = JSON.stringify([revision, version, endpoint]);
    const known = this.known.get(name);
    if (known?.state === state) {
      return known.definition;
    }
    const document = await this.describe(name, signal);
    if (!document) {
      return undefined;
    }
    const definition = JSON.stringify(document, undefined, 2);
    this.known.set(name, { state, definition });
    return definition;
  }

  /** Forgets all others. */
  keepOnly(deployments: ReadonlySet<string>): void {
    this.known = new Map([...this.known].filter(([name]) => deployments.has(name)));
  }
}
