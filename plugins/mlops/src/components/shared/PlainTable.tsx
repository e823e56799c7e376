import type { ReactNode } from 'react';
import styles from './PlainTable.module.css';

export interface PlainColumn<R> {
  id: string;
  label: ReactNode;
  /** Numbers stand at the end (right). */
  align?: 'start' | 'end';
  value(row: R): ReactNode;
}

interface PlainTableProps<R> {
  caption: string;
  hideCaption?: boolean;
  columns: Array<PlainColumn<R>>;
  rows: readonly R[];
  /** Keeps a long table within the height of a chart. */
  scroll?: boolean;
}

/** A table to read: the first column names the row. */
export function PlainTable<R>({ caption, hideCaption, columns, rows, scroll }: PlainTableProps<R>) {
  const table = (
    <table className={styles.table}>
      <caption className={hideCaption ? styles.hidden : styles.caption}>{caption}</caption>
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column.id} scope="col" data-align={column.align}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {columns.map((column, position) =>
              position === 0 ? (
                <th key={column.id} scope="row" data-align={column.align}>
                  {column.value(row)}
                </th>
              ) : (
                <td key={column.id} data-align={column.align}>
                  {column.value(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
  return (
    <div
      className={scroll ? styles.scroll : styles.wide}
      role="region"
      aria-label={caption}
      // A region that scrolls has to be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {table}
    </div>
  );
}
