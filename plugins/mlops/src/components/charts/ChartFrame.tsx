import { Button } from '@backstage/ui';
import { RiBarChartLine, RiTableLine } from '@remixicon/react';
import { useId, useState, type ReactNode } from 'react';
import { PlainTable, type PlainColumn } from '../shared/PlainTable';
import styles from './ChartFrame.module.css';

export interface LegendEntry {
  label: string;
  colour: string;
  dash?: string;
  shape?: 'line' | 'block';
}

export interface ChartTable<R> {
  columns: Array<PlainColumn<R>>;
  rows: readonly R[];
}

interface ChartFrameProps<R> {
  /** Says what the chart shows. */
  title: string;
  description?: ReactNode;
  legend?: LegendEntry[];
  table: ChartTable<R>;
  children: ReactNode;
}

/** A chart with its title, its legend where it needs one, and the same numbers as a table. */
export function ChartFrame<R>({ title, description, legend, table, children }: ChartFrameProps<R>) {
  const [asTable, setAsTable] = useState(false);
  const titleId = useId();
  const otherView = asTable ? 'View as chart' : 'View as table';
  return (
    <section className={styles.frame} aria-labelledby={titleId}>
      <header className={styles.header}>
        <h3 id={titleId} className={styles.title}>
          {title}
        </h3>
        <Button
          size="small"
          variant="tertiary"
          iconStart={asTable ? <RiBarChartLine /> : <RiTableLine />}
          aria-label={`${otherView}: ${title}`}
          onPress={() => setAsTable(!asTable)}
        >
          {otherView}
        </Button>
      </header>
      <div className={styles.notes}>
        {description && <p className={styles.description}>{description}</p>}
        {!asTable && legend && legend.length > 1 && <Legend entries={legend} />}
      </div>
      {asTable ? (
        <PlainTable caption={title} hideCaption columns={table.columns} rows={table.rows} scroll />
      ) : (
        children
      )}
    </section>
  );
}

export function Legend({ entries }: { entries: LegendEntry[] }) {
  return (
    <ul className={styles.legend}>
      {entries.map(entry => (
        <li key={entry.label}>
          <svg width="22" height="10" aria-hidden="true">
            {entry.shape === 'block' ? (
              <rect x="5" width="12" height="10" rx="2" fill={entry.colour} />
            ) : (
              <line
                x1="0"
                x2="22"
                y1="5"
                y2="5"
                stroke={entry.colour}
                strokeWidth="2.5"
                strokeDasharray={entry.dash}
              />
            )}
          </svg>
          {entry.label}
        </li>
      ))}
    </ul>
  );
}
