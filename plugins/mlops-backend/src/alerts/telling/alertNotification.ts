import type { NotificationSeverity } from '@backstage/plugin-notifications-common';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
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

/** What the owner of a model is told of its alert through Backstage's notifications. */
export function notificationOf(news: AlertNews): NotificationSendOptions {
  const { type, alert, owner } = news;
  return {
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
      // What is told later of the same alert, or told twice, takes the place of what was told before.
      scope: alert.id,
    },
  };
}
