import type { Handlers } from '../http/contract';
import { pageBody, positionOf } from '../http/paging';
import type { AuthorizedAlertService } from './AuthorizedAlertService';

type AlertOperation =
  'listAlerts' | 'raiseAlert' | 'getAlert' | 'acknowledgeAlert' | 'resolveAlert';

/** Alerts over HTTP. */
export function alertRoutes(alerts: AuthorizedAlertService): Handlers<AlertOperation> {
  return {
    async listAlerts({ credentials, query = {} }) {
      const page = await alerts.list(
        credentials,
        { model: query.model, states: query.state, severities: query.severity },
        { limit: query.limit ?? 25, after: positionOf(query.cursor, ['time', 'uuid']) },
      );
      return {
        status: 200,
        body: pageBody(page, last => [Date.parse(last.raisedAt), last.id]),
      };
    },

    async raiseAlert({ credentials, path, body }) {
      const { alert, isNew } = await alerts.raise(credentials, path.model, body);
      return { status: isNew ? 201 : 200, body: alert };
    },

    async getAlert({ credentials, path }) {
      return { status: 200, body: await alerts.get(credentials, path.alert) };
    },

    async acknowledgeAlert({ credentials, path, body }) {
      return {
        status: 200,
        body: await alerts.acknowledge(credentials, path.alert, body.reason),
      };
    },

    async resolveAlert({ credentials, path, body }) {
      return { status: 200, body: await alerts.resolve(credentials, path.alert, body.reason) };
    },
  };
}
