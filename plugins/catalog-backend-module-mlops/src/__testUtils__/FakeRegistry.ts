import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import type { AnswerOf, Deployment, ModelSummary } from '@mlops-backstage/plugin-mlops-common';

/** An MLOps backend that answers over HTTP what a test puts into it, two items a page. */
export class FakeRegistry {
  models: ModelSummary[] = [];
  deployments: Deployment[] = [];
  /** Paths that are answered with status 500. */
  broken: string[] = [];
  /** Paths with queries in the order in which they were asked for. */
  asked: string[] = [];
  readonly askers = new Set<string>();

  /** Registers a model, with its deployments. */
  add(model: ModelSummary, ...deployments: Deployment[]): void {
    this.models.push({
      ...model,
      deployments: deployments.map(({ name, target, status, version }) => ({
        name,
        target,
        status,
        version,
      })),
    });
    this.deployments.push(...deployments);
  }

  readonly plugin = createBackendPlugin({
    pluginId: 'mlops',
    register: env =>
      env.registerInit({
        deps: { http: coreServices.httpRouter, httpAuth: coreServices.httpAuth },
        init: async ({ http, httpAuth }) => {
          http.use((request, response, next) => {
            (async () => {
              const { principal } = await httpAuth.credentials(request, { allow: ['service'] });
              this.askers.add(principal.subject);
              this.asked.push(request.url);
              const { pathname, searchParams } = new URL(request.url, 'http://fake');
              const answer = this.broken.includes(request.url)
                ? undefined
                : this.answer(pathname, Number(searchParams.get('cursor') ?? 0));
              response.status(answer ? 200 : 500).json(answer ?? {});
            })().catch(next);
          });
        },
      }),
  });

  private answer(path: string, from: number): object | undefined {
    const described = /^\/deployments\/(.*)\/openapi$/.exec(path);
    if (described) {
      const { name, version } = this.deployments.find(one => one.name === described[1])!;
      return { openapi: '3.1.0', info: { title: name, version: String(version) } };
    }
    if (path === '/models') {
      const page: AnswerOf<'listModels'> = {
        ...pageOf(this.models, from),
        totalIsExact: true,
      };
      return page;
    }
    const page: AnswerOf<'listDeployments'> = pageOf(this.deployments, from);
    return page;
  }
}

function pageOf<T>(items: T[], from: number) {
  const to = from + 2;
  return {
    items: items.slice(from, to),
    totalItems: items.length,
    ...(to < items.length && { nextCursor: String(to) }),
  };
}
