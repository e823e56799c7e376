import type { Drift } from '@mlops-backstage/plugin-mlops-common';
import { formatInterval } from '../../format/instants';
import { formatQuantity } from '../../format/numbers';
import { PlainTable } from '../shared/PlainTable';
import { SeverityWord } from '../shared/SeverityWord';
import { StatusWord } from '../shared/StatusWord';
import styles from './Monitoring.module.css';
import { qualityProblems } from './qualityProblems';

/** More than these aren't read by anybody; the newest and worst are first. */
const MOST_SHOWN = 20;

/** What is wrong with the data that the model is asked with. */
export function QualitySection({ drift }: { drift: Drift }) {
  const problems = qualityProblems(drift);
  if (drift.points.length === 0) {
    return (
      <p className={styles.note}>
        Nothing to check against: register a version with reference data, and its inputs are
        compared with that.
      </p>
    );
  }
  if (problems.length === 0) {
    return (
      <p className={styles.verdict}>
        <StatusWord tone="good">Sound</StatusWord>: in{' '}
        {formatQuantity(drift.points.length, 'interval')} no column has more values that are
        missing, out of range or unseen than its reference, and none has become constant.
      </p>
    );
  }
  return (
    <PlainTable
      caption="Faults of the data"
      hideCaption
      rows={problems.slice(0, MOST_SHOWN)}
      columns={[
        { id: 'column', label: 'Column', value: ({ last }) => last.column },
        {
          id: 'severity',
          label: 'Severity',
          value: ({ last }) => <SeverityWord severity={last.severity} />,
        },
        { id: 'what', label: 'What was found', value: ({ last }) => `${last.message}.` },
        {
          id: 'when',
          label: 'Last in',
          value: ({ start, version }) => `${formatInterval(start, drift.interval)}, v${version}`,
        },
        {
          id: 'intervals',
          label: 'Intervals',
          align: 'end',
          value: ({ intervals, of }) => `${intervals} of ${of}`,
        },
      ]}
    />
  );
}
