import type { Traffic } from '@mlops-backstage/plugin-mlops-common';
import { formatQuantity } from '../../format/numbers';
import { lostWords } from './lostWords';
import { StatusWord } from '../shared/StatusWord';
import styles from './Monitoring.module.css';

/** What the numbers of the page leave out, where they do. */
export function NotCounted({ traffic }: { traffic: Traffic }) {
  const { dropped, shadowDropped = 0 } = traffic.total;
  const reasons = [
    dropped > 0 &&
      `${formatQuantity(dropped, 'answered request')} could not be kept, since the database was away for too long`,
    shadowDropped > 0 &&
      `${formatQuantity(shadowDropped, 'copy of a request', 'copies of requests')} not run, since too many waited`,
    ...lostWords(traffic.gaps),
  ].filter(reason => reason !== false);
  return reasons.length === 0 ? null : (
    <p className={styles.note}>
      <StatusWord tone="warning">Not counted</StatusWord>: {reasons.join('; ')}.
    </p>
  );
}
