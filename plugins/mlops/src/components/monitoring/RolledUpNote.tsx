import type { Traffic } from '@mlops-backstage/plugin-mlops-common';
import { intervalName } from '../../format/instants';
import { StatusWord } from '../shared/StatusWord';
import styles from './Monitoring.module.css';
import { INTERVALS, type TimeWindow } from './timeWindow';

interface RolledUpNoteProps {
  /** What was asked for. */
  asked: TimeWindow['interval'];
  traffic: Traffic;
}

/** Says that points stand for longer than was asked for, where traffic isn't kept as finely any more. */
export function RolledUpNote({ asked, traffic: { interval } }: RolledUpNoteProps) {
  if (asked === 'auto' || INTERVALS.indexOf(interval) <= INTERVALS.indexOf(asked)) {
    return null;
  }
  return (
    <p className={styles.note}>
      <StatusWord tone="info">One point per {intervalName(interval)}</StatusWord> Traffic of this
      time range was rolled up and is kept by the {intervalName(interval)} only, so there is none
      per {intervalName(asked)}.
    </p>
  );
}
