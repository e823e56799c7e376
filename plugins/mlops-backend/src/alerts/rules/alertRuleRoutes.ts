import type { Handlers } from '../../http/contract';
import type { AuthorizedAlertRuleService } from './AuthorizedAlertRuleService';

type AlertRuleOperation =
  | 'listAlertRules'
  | 'setAlertRule'
  | 'removeAlertRule'
  | 'previewAlertRule'
  | 'muteAlerts'
  | 'unmuteAlerts';

/** Alert rules over HTTP. */
export function alertRuleRoutes(rules: AuthorizedAlertRuleService): Handlers<AlertRuleOperation> {
  return {
    async listAlertRules({ credentials, path }) {
      return { status: 200, body: await rules.list(credentials, path.model) };
    },

    async setAlertRule({ credentials, path, body }) {
      return { status: 200, body: await rules.set(credentials, path.model, path.rule, body) };
    },

    async removeAlertRule({ credentials, path, query }) {
      return {
        status: 200,
        body: await rules.remove(credentials, path.model, path.rule, query.reason),
      };
    },

    async previewAlertRule({ credentials, path, body }) {
      return { status: 200, body: await rules.previewOf(credentials, path.model, body) };
    },

    async muteAlerts({ credentials, path, body }) {
      // The validator hands date-times over as Date objects or as text, depending on the place in the request.
      const until = new Date(body.until);
      return { status: 200, body: await rules.mute(credentials, path.model, { ...body, until }) };
    },

    async unmuteAlerts({ credentials, path, query }) {
      return {
        status: 200,
        body: await rules.unmute(credentials, path.model, query.rule, query.reason),
      };
    },
  };
}
