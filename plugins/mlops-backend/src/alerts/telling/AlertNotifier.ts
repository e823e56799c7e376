import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationSeverity } from '@backstage/plugin-notifications-common';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { AlertSeverity } from '@mlops-backstage/plugin-mlops-common';
import { pathOf } from './AlertNews';
import type { AlertNews } from './AlertNews';

const TOPIC = 'alerts';

const SEVERITIES: Record<AlertSeverity, NotificationSeverity> = {
  critical: 'critical',
  warning: 'high',
  info: 'normal',
};

const NAMES: Record<AlertSeverity, string> = {
  critical: 'Critical',
  warning: 'Warning',
  info: 'Info',
};

/** What a notification says in one line. */
function titleOf({ type, alert }: AlertNews): string {
  switch (type) {
    case 'raised':
      return `${NAMES[alert.severity]}: ${alert.model}`;
    case 'escalated':
      return `Now ${alert.severity}: ${alert.model}`;
    default:
      return `Resolved: ${alert.model}`;
  }
}

/**
 * Tells the owner of a model of its alerts through Backstage's notifications. What can't be told is logged: the alert is there, and the
 * page of alerts shows it.
 */
export class AlertNotifier {
  constructor(
    private readonly notifications: NotificationService,
    private readonly logger: LoggerService,
  ) {}

  send(news: AlertNews): void {
    const { type, alert, owner } = news;
    this.notifications
      .send({
        recipients: { type: 'entity', entityRef: owner },
        payload: {
          title: titleOf(news),
          description:
            type === 'resolved' && alert.note !== undefined
              ? `${alert.summary} – ${alert.note}`
              : alert.summary,
          link: pathOf(alert),
          severity: type === 'resolved' ? 'normal' : SEVERITIES[alert.severity],
          topic: TOPIC,
          // What is told later of the same alert takes the place of what was told before.
          scope: alert.id,
        },
      })
      .catch(error =>
        this.logger.warn(`Could not notify ${owner} of the alert ${alert.id}`, error),
      );
  }
}
