import styles from './Verdict.module.css';

const WIDTH = 160;
const HEIGHT = 20;
const MIDDLE = WIDTH / 2;
/** What the axis reaches at least, in margins. */
const LEAST_REACH = 2;

interface DifferenceBarProps {
  difference: number;
  interval: { low: number; high: number };
  /** The smallest difference that matters. */
  margin: number;
  label: string;
}

/**
 * An interval of a difference around 0, with the range that doesn't matter shaded. Numbers stand beside it, so that it
 * is for the eye alone.
 */
export function DifferenceBar({ difference, interval, margin, label }: DifferenceBarProps) {
  const reach = Math.max(
    Math.abs(interval.low),
    Math.abs(interval.high),
    margin * LEAST_REACH,
    Number.MIN_VALUE,
  );
  const at = (value: number) => MIDDLE + (value / reach) * (MIDDLE - 4);
  return (
    <svg
      className={styles.bar}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={label}
    >
      <rect
        className={styles.margin}
        x={at(-margin)}
        width={at(margin) - at(-margin)}
        y="2"
        height={HEIGHT - 4}
      />
      <line className={styles.zero} x1={MIDDLE} x2={MIDDLE} y1="0" y2={HEIGHT} />
      <line
        className={styles.interval}
        x1={at(interval.low)}
        x2={at(interval.high)}
        y1={HEIGHT / 2}
        y2={HEIGHT / 2}
      />
      <circle className={styles.point} cx={at(difference)} cy={HEIGHT / 2} r="4" />
    </svg>
  );
}
