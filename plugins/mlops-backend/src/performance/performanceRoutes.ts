import type { Handlers } from '../http/contract';
import { parseRange } from '../monitoring/parseRange';
import type { AuthorizedPerformanceService } from './AuthorizedPerformanceService';

/** Performance over HTTP. */
export function performanceRoutes(
  performance: AuthorizedPerformanceService,
): Handlers<'getPerformance'> {
  return {
    async getPerformance({ credentials, path, query }) {
      const { version, metric, slice, interval = 'auto' } = query ?? {};
      const body = await performance.series(
        credentials,
        path.deployment,
        parseRange(query),
        interval,
        { version, metric, slice },
      );
      return { status: 200, body };
    },
  };
}
