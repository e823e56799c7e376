import { VisuallyHidden } from '@backstage/ui';
import type { ComparedVersion } from '@mlops-backstage/plugin-mlops-common';
import { Fragment } from 'react';
import styles from './Compare.module.css';
import { ComparedHeader } from './ComparedHeader';
import type { ComparedSeries } from './comparedSeries';
import type { ComparedCell, ComparisonGroup } from './comparisonRow';
import { versionRef, type VersionRef } from './versionRefs';

interface ComparisonTableProps {
  items: readonly ComparedVersion[];
  series: readonly ComparedSeries[];
  groups: readonly ComparisonGroup[];
  /** The column that the differences are to. */
  baseline: number;
  onBaseline(ref: VersionRef): void;
  onRemove(ref: VersionRef): void;
}

/** A column a version, the rows in groups. */
export function ComparisonTable(props: ComparisonTableProps) {
  const { items, series, groups, baseline, onBaseline, onRemove } = props;
  return (
    <div
      className={styles.scroll}
      role="region"
      aria-label="Comparison"
      // A region that scrolls has to be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={styles.table} style={{ minWidth: 160 + items.length * 170 }}>
        <caption className={styles.hidden}>
          Versions side by side; differences are to {series[baseline]?.label}
        </caption>
        <thead>
          <tr>
            <td className={styles.corner} />
            {items.map((item, index) => {
              const ref = versionRef(item.version.model, item.version.version);
              return (
                <th key={ref} scope="col">
                  <ComparedHeader
                    item={item}
                    series={series[index]}
                    isBaseline={index === baseline}
                    isAlone={items.length === 1}
                    onBaseline={() => onBaseline(ref)}
                    onRemove={() => onRemove(ref)}
                  />
                </th>
              );
            })}
          </tr>
        </thead>
        {groups.map(group => (
          <tbody key={group.id}>
            <tr>
              <th scope="rowgroup" colSpan={items.length + 1} className={styles.group}>
                {group.title}
                {group.note && <span className={styles.note}>{group.note}</span>}
              </th>
            </tr>
            {group.rows.map(row => (
              <tr key={row.id}>
                <th scope="row">{row.label}</th>
                {row.cells.map((cell, index) => (
                  <Cell key={series[index].key} cell={cell} />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

const VERDICTS = { better: ', better', worse: ', worse', equal: '', unknown: '' } as const;

function Cell({ cell: { value, text, difference, isBest } }: { cell: ComparedCell }) {
  if (value === undefined) {
    return (
      <td className={styles.note}>
        <span aria-hidden="true">–</span>
        <VisuallyHidden>None</VisuallyHidden>
      </td>
    );
  }
  return (
    <td
      data-best={isBest}
      data-number={typeof value === 'number'}
      title={typeof value === 'string' && value !== text ? value : undefined}
    >
      {text}
      {isBest && <Fragment> best</Fragment>}
      {difference && (
        <span className={styles.difference}>
          {difference.text}
          {VERDICTS[difference.verdict]}
        </span>
      )}
    </td>
  );
}
