import styles from './ChartFrame.module.css';

export interface TooltipEntry {
  label: string;
  colour: string;
  value: string;
}

/** What a chart says about the point under the pointer or the keyboard's focus. */
export function ChartTooltip({ title, entries }: { title: string; entries: TooltipEntry[] }) {
  return (
    <div className={styles.tooltip}>
      <p>{title}</p>
      <dl>
        {entries.map(entry => (
          <div key={entry.label} style={{ display: 'contents' }}>
            <dt>
              <span className={styles.swatch} style={{ background: entry.colour }} />
              {entry.label}
            </dt>
            <dd>{entry.value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
