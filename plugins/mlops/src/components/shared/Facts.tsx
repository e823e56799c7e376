import type { ReactNode } from 'react';
import styles from './Facts.module.css';

export type Fact = [name: string, value: ReactNode];

interface FactsProps {
  facts: Fact[];
  /** Side by side, for few and short ones; else one below another. */
  inRow?: boolean;
}

/** Names and values. */
export function Facts({ facts, inRow }: FactsProps) {
  return (
    <dl className={inRow ? styles.row : styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={inRow ? styles.figure : styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The few numbers that matter, large, side by side. */
export function KeyFigures({ facts }: { facts: Array<[...Fact, note?: ReactNode]> }) {
  return (
    <dl className={styles.figures}>
      {facts.map(([name, value, note]) => (
        <div key={name} className={styles.figure}>
          <dt>{name}</dt>
          <dd className={styles.value}>{value}</dd>
          {note && <dd className={styles.note}>{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
