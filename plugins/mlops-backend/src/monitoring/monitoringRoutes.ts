import type { Handlers } from '../http/contract';
import type { AuthorizedMonitoringService } from './AuthorizedMonitoringService';
import { parseRange, parseReference } from './parseRange';

/** Monitoring over HTTP. */
export function monitoringRoutes(
  monitoring: AuthorizedMonitoringService,
): Handlers<'getTraffic' | 'getDrift'> {
  return {
    async getTraffic({ credentials, path, query }) {
      const body = await monitoring.traffic(
        credentials,
        path.deployment,
        parseRange(query),
        query?.interval ?? 'auto',
        { role: query?.role, version: query?.version },
      );
      return { status: 200, body };
    },

    async getDrift({ credentials, path, query }) {
      const body = await monitoring.drift(
        credentials,
        path.deployment,
        parseRange(query),
        query?.interval ?? 'auto',
        { role: query?.role, version: query?.version },
        parseReference(query),
      );
      return { status: 200, body };
    },
  };
}
