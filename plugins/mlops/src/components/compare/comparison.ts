import type { ComparedVersion } from '@mlops-backstage/plugin-mlops-common';
import type { ComparisonGroup, ComparisonRow, ComparisonContext } from './comparisonRow';
import { metricGroup, SPLIT_TITLES } from './metricGroup';
import { dataRows, parameterRows, summaryRows } from './originRows';
import { servingRows, signatureRows } from './servingRows';

const splitKeys = Object.keys(SPLIT_TITLES) as (keyof typeof SPLIT_TITLES)[];

const hasValue = ({ cells }: ComparisonRow) => cells.some(({ value }) => value !== undefined);

/** The whole comparison: every row that at least one of the versions has a value in, by group. */
export function compareVersions(
  items: readonly ComparedVersion[],
  context: ComparisonContext,
): ComparisonGroup[] {
  const groups: ComparisonGroup[] = [
    { id: 'summary', title: 'Summary', rows: summaryRows(items, context) },
    { id: 'parameters', title: 'Parameters', rows: parameterRows(items, context) },
    { id: 'data', title: 'Data', rows: dataRows(items, context) },
    ...splitKeys.map(split => metricGroup(items, split, context)),
    { id: 'signature', title: 'Signature', rows: signatureRows(items, context) },
    { id: 'serving', title: 'Serving', rows: servingRows(items, context) },
  ];
  return groups
    .map(group => ({ ...group, rows: group.rows.filter(hasValue) }))
    .filter(({ rows }) => rows.length > 0);
}

/** What remains when rows in which all versions agree are left out. */
export function onlyDifferences(groups: readonly ComparisonGroup[]): ComparisonGroup[] {
  return groups
    .map(group => ({ ...group, rows: group.rows.filter(({ differs }) => differs) }))
    .filter(({ rows }) => rows.length > 0);
}
