import type { InferResponse } from '@mlops-backstage/plugin-mlops-common';
import type { Handlers } from '../http/contract';
import { pageBody, positionOf } from '../http/paging';
import type { AuthorizedDeploymentService } from './AuthorizedDeploymentService';

type DeploymentOperation =
  | 'listDeployments'
  | 'createDeployment'
  | 'getDeployment'
  | 'getEndpointDescription'
  | 'listRevisions'
  | 'deployVersion'
  | 'undeploy'
  | 'infer';

/** Deployments over HTTP. */
export function deploymentRoutes(
  deployments: AuthorizedDeploymentService,
): Handlers<DeploymentOperation> {
  return {
    async listDeployments({ credentials, query }) {
      const page = await deployments.list(
        credentials,
        { model: query?.model },
        { limit: query?.limit ?? 25, after: positionOf(query?.cursor, ['text']) },
      );
      return { status: 200, body: pageBody(page, last => [last.name]) };
    },

    async createDeployment({ credentials, body }) {
      return { status: 201, body: await deployments.create(credentials, body) };
    },

    async getDeployment({ credentials, path }) {
      return { status: 200, body: await deployments.get(credentials, path.deployment) };
    },

    async getEndpointDescription({ credentials, path }) {
      const document = await deployments.describeEndpoint(credentials, path.deployment);
      return { status: 200, body: document as Record<string, never> };
    },

    async listRevisions({ credentials, path, query }) {
      const position = positionOf(query?.cursor, ['number']);
      const page = await deployments.listRevisions(credentials, path.deployment, {
        limit: query?.limit ?? 25,
        below: position && Number(position[0]),
      });
      return { status: 200, body: pageBody(page, last => [last.revision]) };
    },

    async deployVersion({ credentials, path, body }) {
      const deployed = await deployments.deploy(
        credentials,
        path.deployment,
        body.version,
        body.reason,
      );
      return { status: 200, body: deployed };
    },

    async undeploy({ credentials, path, body }) {
      return {
        status: 200,
        body: await deployments.undeploy(credentials, path.deployment, body.reason),
      };
    },

    async infer({ credentials, path, body, http }) {
      const answer = await deployments.infer(credentials, path.deployment, body);
      if (answer.status === 200) {
        return { status: 200, body: answer.body as InferResponse };
      }
      // The endpoint's refusal, in the error body that every operation has.
      const { error } = answer.body as { error?: unknown };
      const message = typeof error === 'string' ? error : 'The endpoint refused the request';
      return {
        status: answer.status,
        body: {
          error: { name: 'InferenceError', message },
          request: { method: http.request.method, url: http.request.originalUrl },
          response: { statusCode: answer.status },
        },
      };
    },
  };
}
