import type { AlertEvidence } from '@mlops-backstage/plugin-mlops-common';
import { useId } from 'react';
import { formatInterval } from '../../format/instants';
import { formatEvidence } from './formatEvidence';
import styles from './Alerts.module.css';

const WIDTH = 260;
const HEIGHT = 56;
const EDGE = 5;

/** What a rule saw, interval by interval, with the bound that it compares with. */
export function EvidenceChart({ evidence }: { evidence: AlertEvidence }) {
  const { measure, interval, bound, side, points } = evidence;
  const captionId = useId();
  if (points.length === 0) {
    return null;
  }
  const [first, last] = [points[0], points[points.length - 1]];
  const values = [bound, ...points.map(({ value }) => value)];
  const lowest = side === 'above' ? Math.min(0, ...values) : Math.min(...values);
  const highest = Math.max(...values);
  const span = highest - lowest || 1;
  const step = (WIDTH - 2 * EDGE) / Math.max(points.length - 1, 1);
  const x = (index: number) => (points.length === 1 ? WIDTH / 2 : EDGE + index * step);
  const y = (value: number) => HEIGHT - EDGE - ((value - lowest) / span) * (HEIGHT - 2 * EDGE);
  const shown = formatEvidence(last.value, evidence);
  return (
    <figure className={styles.evidence}>
      <figcaption id={captionId} className={styles.note}>
        {measure}, by {interval}
      </figcaption>
      <div className={styles.plot}>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          width={WIDTH}
          height={HEIGHT}
          role="img"
          aria-labelledby={captionId}
        >
          <title>
            {`${measure} by ${interval}: ${shown} in the last one, ${formatInterval(last.start, interval)}; the bound is ${formatEvidence(bound, evidence)}`}
          </title>
          <line className={styles.bound} x1={0} x2={WIDTH} y1={y(bound)} y2={y(bound)} />
          <polyline
            className={styles.line}
            points={points.map(({ value }, index) => `${x(index)},${y(value)}`).join(' ')}
          />
          {points.map(({ start, value, breaks }, index) =>
            breaks ? (
              <circle key={start} className={styles.broken} cx={x(index)} cy={y(value)} r={2.5} />
            ) : null,
          )}
        </svg>
        <span className={styles.reading}>
          <strong>{shown}</strong>
          <span className={styles.note}>
            {side === 'above' ? 'bound' : 'at least'} {formatEvidence(bound, evidence)}
          </span>
        </span>
      </div>
      <div className={styles.extent}>
        <span>{formatInterval(first.start, interval)}</span>
        {points.length > 1 && <span>{formatInterval(last.start, interval)}</span>}
      </div>
    </figure>
  );
}
