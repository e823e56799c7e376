import type { ModelSummary } from '@mlops-backstage/plugin-mlops-common';
import { SEVERITIES } from '../shared/SeverityWord';

/** `1 critical, 2 warning alerts`: how many alerts of a model aren't resolved; undefined for none. */
export function openAlertsInWords(alerts: ModelSummary['openAlerts']): string | undefined {
  const counts = SEVERITIES.flatMap(severity =>
    alerts?.[severity] ? [`${alerts[severity]} ${severity}`] : [],
  );
  if (counts.length === 0) {
    return undefined;
  }
  const total = SEVERITIES.reduce((sum, severity) => sum + (alerts?.[severity] ?? 0), 0);
  return `${counts.join(', ')} ${total === 1 ? 'alert' : 'alerts'}`;
}
