import { Link } from '@backstage/ui';
import type { ModelSummary } from '@mlops-backstage/plugin-mlops-common';
import { SEVERITIES } from '../shared/SeverityWord';
import { StatusWord } from '../shared/StatusWord';
import styles from './Alerts.module.css';
import { useAlertsHref } from './useAlertsHref';

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

const TONES = { critical: 'bad', warning: 'warning', info: 'info' } as const;

/** The alerts of a model that aren't resolved, beside its name, with the way to them. */
export function AlertMark({ model }: { model: Pick<ModelSummary, 'name' | 'openAlerts'> }) {
  const href = useAlertsHref();
  const words = openAlertsInWords(model.openAlerts);
  const worst = SEVERITIES.find(severity => model.openAlerts?.[severity]);
  return words && worst ? (
    <span className={styles.mark}>
      <StatusWord tone={TONES[worst]}>
        <Link href={href({ model: model.name })}>{words}</Link>
      </StatusWord>
    </span>
  ) : null;
}
