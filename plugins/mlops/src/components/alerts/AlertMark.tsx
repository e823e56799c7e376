import { Link } from '@backstage/ui';
import type { ModelSummary } from '@mlops-backstage/plugin-mlops-common';
import { SEVERITIES } from '../shared/SeverityWord';
import { StatusWord } from '../shared/StatusWord';
import styles from './Alerts.module.css';
import { openAlertsInWords } from './openAlertsInWords';
import { useAlertsHref } from './useAlertsHref';

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
