import { Link } from '@backstage/ui';
import { Instant } from '../shared/Instant';
import styles from './Monitoring.module.css';
import type { QueriedTraffic } from './queriedTraffic';
import { shownRange, type RevisionMark } from './revisionMarks';

interface RevisionsInRangeProps {
  marks: readonly RevisionMark[];
  traffic: QueriedTraffic;
}

/** As many are written out; the tabs “Serving” and “Retraining” and the page “Alerts” have them all. */
const MOST_SHOWN = 8;

/**
 * What the marks on the time axes stand for: revisions (r), alerts (a), trainings (t), and servers that were lost (g);
 * nothing where there is none in the range.
 */
export function RevisionsInRange({ marks, traffic }: RevisionsInRangeProps) {
  const [from, to] = shownRange(traffic);
  const shown = marks.filter(({ at }) => at >= from && at <= to);
  if (shown.length === 0) {
    return null;
  }
  const more = shown.length - MOST_SHOWN;
  return (
    <ul className={styles.revisions} aria-label="Events in this time range">
      {shown.slice(-MOST_SHOWN).map(({ at, label, words, href }) => (
        <li key={label}>
          <strong>{label}</strong> {href ? <Link href={href}>{words}</Link> : words},{' '}
          <Instant at={new Date(at).toISOString()} />
        </li>
      ))}
      {more > 0 && <li>and {more} earlier</li>}
    </ul>
  );
}
