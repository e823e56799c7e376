import { inline } from './inline';

/** A column of a table: its heading as plain text, and whether it holds numbers. */
export interface Column {
  heading: string;
  numeric?: boolean;
}

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/**
 * A table in GitHub's Markdown.
 *
 * @param rows - cells in Markdown of one line each
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  return [
    line(columns.map(column => inline(column.heading))),
    line(columns.map(column => (column.numeric ? '---:' : '---'))),
    ...rows.map(line),
  ].join('\n');
}

/** A table of what is known; facts that aren't are left out. */
export function factTable(facts: ReadonlyArray<readonly [name: string, value?: string]>): string {
  const known = facts.flatMap(([name, value]) => (value ? [[inline(name), value]] : []));
  return table([{ heading: 'Detail' }, { heading: 'Value' }], known);
}
