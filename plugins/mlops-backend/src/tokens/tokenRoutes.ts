import type { Handlers } from '../http/contract';
import { pageBody, positionOf } from '../http/paging';
import type { AuthorizedTokenService } from './AuthorizedTokenService';

/** Endpoint tokens over HTTP. */
export function tokenRoutes(
  tokens: AuthorizedTokenService,
): Handlers<'listTokens' | 'createToken' | 'revokeToken' | 'setTokenLimits' | 'findTokens'> {
  return {
    async listTokens({ credentials, path, query }) {
      const page = await tokens.list(credentials, path.deployment, {
        limit: query?.limit ?? 25,
        after: positionOf(query?.cursor, ['time', 'uuid']),
      });
      return {
        status: 200,
        body: pageBody(page, last => [new Date(last.createdAt).getTime(), last.id]),
      };
    },

    async createToken({ credentials, path, body }) {
      return { status: 201, body: await tokens.create(credentials, path.deployment, body) };
    },

    async revokeToken({ credentials, path, query }) {
      const { deployment, token } = path;
      return {
        status: 200,
        body: await tokens.revoke(credentials, deployment, token, query.reason),
      };
    },

    async setTokenLimits({ credentials, path, body }) {
      const { deployment, token } = path;
      return { status: 200, body: await tokens.setLimits(credentials, deployment, token, body) };
    },

    async findTokens({ credentials, query }) {
      return { status: 200, body: { items: await tokens.find(credentials, query.prefix) } };
    },
  };
}
