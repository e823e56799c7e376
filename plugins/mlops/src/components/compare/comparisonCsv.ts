import type { ComparedVersion } from '@mlops-backstage/plugin-mlops-common';
import type { ComparisonGroup } from './comparison';

/** What a spreadsheet takes for the beginning of a formula, blanks before it and full-width forms included. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** One field of RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvField(value: string | number | undefined): string {
  if (value === undefined) {
    return '';
  }
  const text = String(value);
  const isNumber = text.trim() !== '' && Number.isFinite(Number(text));
  const safe = FORMULA.test(text) && !isNumber ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The whole comparison as RFC 4180: a line a row, a column a version, numbers with all their digits. */
export function comparisonCsv(
  items: readonly ComparedVersion[],
  groups: readonly ComparisonGroup[],
): string {
  const header = ['Group', 'Row', ...items.map(({ version: v }) => `${v.model} v${v.version}`)];
  const versions = (read: (item: ComparedVersion) => string) => items.map(read);
  const lines = [
    header,
    ['Version', 'Stage', ...versions(({ version }) => version.stage)],
    ['Version', 'Owner', ...versions(({ owner }) => owner)],
    ['Version', 'Aliases', ...versions(({ version }) => version.aliases.join(' '))],
    ...groups.flatMap(({ title, rows }) =>
      rows.map(({ label, cells }) => [title, label, ...cells.map(({ value }) => value)]),
    ),
  ];
  return lines.map(fields => `${fields.map(csvField).join(',')}\r\n`).join('');
}
