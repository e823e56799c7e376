import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { AuditLog } from '../governance/AuditLog';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import { AuthorizedTokenService } from './AuthorizedTokenService';
import type { DeploymentsByName } from './AuthorizedTokenService';
import { TokenPublisher } from './TokenPublisher';
import { tokenRoutes } from './tokenRoutes';
import { TokenService } from './TokenService';
import { DatabaseTokenStore } from './TokenStore';
import { TokenUses } from './TokenUses';

type Server = ConstructorParameters<typeof TokenPublisher>[1];

/**
 * Endpoint tokens over a database. Their uses are taken from the start; they are published once there is a server.
 *
 * @param config.maxPerEndpoint - the most valid tokens of one deployment
 */
export function createTokens(
  database: Knex,
  audit: AuditLog,
  config: { maxPerEndpoint: number },
  logger: LoggerService,
) {
  const store = new DatabaseTokenStore(database);
  return {
    uses: new TokenUses(store, logger),
    /** @param takesTokens - whether the endpoints of a target ask for tokens */
    async publishTo(server: Server, takesTokens: (target: string) => boolean) {
      const publisher = new TokenPublisher(store, server, logger);
      // Before anything is served: a valid token is never refused because the backend has just started.
      await publisher.start();
      const tokens = new TokenService(
        database,
        store,
        audit,
        { takesTokens, publish: () => publisher.publish() },
        config.maxPerEndpoint,
      );
      return {
        publisher,
        tokens,
        routes: (deployments: DeploymentsByName, authorizer: ModelAuthorizer) =>
          tokenRoutes(new AuthorizedTokenService(tokens, deployments, authorizer)),
      };
    },
  };
}
