import styles from './CurveCursor.module.css';

interface CurveCursorProps {
  /** What the curve is called. */
  name: string;
  count: number;
  index: number;
  onMove(index: number): void;
  /** The place on the curve in a few words, said while the slider moves. */
  short: string;
  /** All that is known there. */
  words: string;
}

/** The way along a curve by keyboard and touch, and what is known at the point where one is. */
export function CurveCursor({ name, count, index, onMove, short, words }: CurveCursorProps) {
  return (
    <div className={styles.cursor}>
      <input
        type="range"
        aria-label={`Point on the ${name}`}
        aria-valuetext={short}
        min={0}
        max={count - 1}
        step={1}
        value={Math.min(index, count - 1)}
        onChange={event => onMove(Number(event.target.value))}
      />
      <output aria-live="polite">{words}</output>
    </div>
  );
}
