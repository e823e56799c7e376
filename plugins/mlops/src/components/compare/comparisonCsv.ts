import type { ComparedVersion } from '@mlops-backstage/plugin-mlops-common';
import { csvLine } from '../../format/csv';
import type { ComparisonGroup } from './comparisonRow';

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
  return lines.map(csvLine).join('');
}
