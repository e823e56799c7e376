import type { InferResponse } from '@mlops-backstage/plugin-mlops-common';
import type { InferAnswer } from '@mlops-backstage/plugin-mlops-node';
import type { Handlers } from '../http/contract';
import { pageBody, positionOf } from '../http/paging';
import type { AuthorizedDeploymentService } from './AuthorizedDeploymentService';

type DeploymentOperation =
  | 'listDeployments'
  | 'createDeployment'
  | 'getDeployment'
  | 'configureDeployment'
  | 'setChallengers'
  | 'setCanary'
  | 'removeCanary'
  | 'rollBack'
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
        { model: query?.model, search: query?.search, environment: query?.environment },
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

    async configureDeployment({ credentials, path, body }) {
      return {
        status: 200,
        body: await deployments.configure(credentials, path.deployment, body),
      };
    },

    async setChallengers({ credentials, path, body }) {
      const { versions, reason } = body;
      return {
        status: 200,
        body: await deployments.setChallengers(credentials, path.deployment, versions, reason),
      };
    },

    async setCanary({ credentials, path, body }) {
      return { status: 200, body: await deployments.setCanary(credentials, path.deployment, body) };
    },

    async removeCanary({ credentials, path, query }) {
      return {
        status: 200,
        body: await deployments.removeCanary(credentials, path.deployment, query.reason),
      };
    },

    async rollBack({ credentials, path, body }) {
      const { revision, reason } = body;
      return {
        status: 200,
        body: await deployments.rollBack(credentials, path.deployment, revision, reason),
      };
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

    async infer({ credentials, path, body }) {
      const answer = await deployments.infer(credentials, path.deployment, body);
      if (answer.status !== 200) {
        throw refusalOf(answer);
      }
      return { status: 200, body: answer.body as InferResponse };
    },
  };
}

/** The endpoint's refusal as an error of this API, with the endpoint's status and words. */
function refusalOf({ status, body }: InferAnswer): Error {
  const { error } = body as { error?: unknown };
  const refusal = new Error(typeof error === 'string' ? error : 'The endpoint refused the request');
  return Object.assign(refusal, { name: 'InferenceError', statusCode: status });
}
