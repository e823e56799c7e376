import type { Traffic } from '@mlops-backstage/plugin-mlops-common';
import { intervalName } from '../../format/instants';
import { StatusWord } from '../shared/StatusWord';
import styles from './Monitoring.module.css';
import { finerInterval } from './finerInterval';
import type { TimeWindow } from './timeWindow';

interface RolledUpNoteProps {
  /** What was asked for. */
  asked: TimeWindow['interval'];
  traffic: Traffic;
}

/** Says that points stand for longer than they would, where traffic isn't kept as finely any more. */
export function RolledUpNote({ asked, traffic }: RolledUpNoteProps) {
  const finer = finerInterval(asked, traffic);
  if (finer === undefined) {
    return null;
  }
  const { interval } = traffic;
  return (
    <p className={styles.note}>
      <StatusWord tone="info">One point per {intervalName(interval)}</StatusWord>: traffic of this
      time range was rolled up and is kept by the {intervalName(interval)} only, so there is none
      per {intervalName(finer)}.
    </p>
  );
}
