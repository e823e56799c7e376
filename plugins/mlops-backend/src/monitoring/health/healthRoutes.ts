import type { Handlers } from '../../http/contract';
import { pageBody, positionOf } from '../../http/paging';
import { positionOfHealth } from './HealthService';
import type { HealthService } from './HealthService';

/** The health of deployments over HTTP. */
export function healthRoutes(health: HealthService): Handlers<'listDeploymentHealth'> {
  return {
    async listDeploymentHealth({ credentials, query }) {
      const { counts, truncated, ...page } = await health.list(
        credentials,
        {
          model: query?.model,
          search: query?.search,
          environment: query?.environment,
          health: query?.health,
        },
        { limit: query?.limit ?? 25, after: positionOf(query?.cursor, ['number', 'text']) },
      );
      return { status: 200, body: { ...pageBody(page, positionOfHealth), counts, truncated } };
    },
  };
}
