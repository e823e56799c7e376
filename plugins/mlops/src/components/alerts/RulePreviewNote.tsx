import type { AlertRuleDefinition, AlertRulePreview } from '@mlops-backstage/plugin-mlops-common';
import { formatDay } from '../../format/instants';
import { formatCount, formatQuantity } from '../../format/numbers';
import { useRulePreview } from '../../queries/alerts';
import { Answer } from '../shared/Answer';
import styles from './Alerts.module.css';
import { EvidenceChart } from './EvidenceChart';

type OfDeployment = AlertRulePreview['deployments'][number];

interface RulePreviewNoteProps {
  model: string;
  /** Undefined while it can't be read from what is typed. */
  definition: AlertRuleDefinition | undefined;
}

/** What a rule says in words, and what it would have done lately. */
export function RulePreviewNote({ model, definition }: RulePreviewNoteProps) {
  const preview = useRulePreview(model, definition);
  if (!definition) {
    return null;
  }
  return (
    <Answer query={preview} what="what the rule would have done">
      {({ sentence, deployments }) => (
        <div aria-live="polite" aria-busy={preview.isPlaceholderData}>
          <p className={styles.sentence}>{sentence}</p>
          {deployments.length === 0 && (
            <p className={styles.note}>No deployment serves anything that it could look at.</p>
          )}
          {deployments.map(each => (
            <div key={each.deployment}>
              <p className={styles.note}>{courseInWords(each)}</p>
              {each.evidence && <EvidenceChart evidence={each.evidence} />}
            </div>
          ))}
        </div>
      )}
    </Answer>
  );
}

const times = (count: number) => (count === 1 ? 'once' : `${formatCount(count)} times`);

/** `risk, 1 to 30 Dec 2013: would have raised an alert twice, first for …`. */
function courseInWords({
  deployment,
  from,
  to,
  judged,
  passedOver,
  firings,
}: OfDeployment): string {
  if (from === undefined || to === undefined) {
    return `${deployment} has had no traffic yet.`;
  }
  const span = `${deployment}, ${formatDay(from)} to ${formatDay(to)}`;
  const few = passedOver > 0 ? `, ${formatCount(passedOver)} had too few rows` : '';
  const looked = `${formatQuantity(judged, 'interval')} looked at${few}`;
  return firings.length === 0
    ? `${span}: would have raised no alert (${looked}).`
    : `${span}: would have raised an alert ${times(firings.length)}, last on ${formatDay(firings[firings.length - 1].raisedFor)} (${looked}).`;
}
