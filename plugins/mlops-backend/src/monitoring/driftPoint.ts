import { measureDrift } from '@mlops-backstage/model-profile';
import type {
  ColumnProfile,
  ColumnSchema,
  DriftOptions,
  Profile,
} from '@mlops-backstage/model-profile';
import type { ColumnDrift, DriftPoint } from '@mlops-backstage/plugin-mlops-common';

/** Edges in as few digits as tell them apart, four or more. */
function edgeTexts(edges: readonly number[]): string[] {
  for (let digits = 4; digits < 17; digits++) {
    const texts = edges.map(value => String(Number(value.toPrecision(digits))));
    if (new Set(texts).size === edges.length) {
      return texts;
    }
  }
  return edges.map(String);
}

/** What the bins of a column hold, in words. */
function binLabels(column: ColumnSchema): string[] {
  if (column.kind === 'categorical') {
    return [...column.categories, 'other', 'missing'];
  }
  const edges = edgeTexts(column.edges);
  if (edges.length === 0) {
    return ['any value', 'missing'];
  }
  const between = edges.slice(1).map((upper, index) => `${edges[index]} – ${upper}`);
  return [`≤ ${edges[0]}`, ...between, `> ${edges[edges.length - 1]}`, 'missing'];
}

function bins(
  schema: ColumnSchema,
  reference: ColumnProfile,
  window: ColumnProfile,
): ColumnDrift['bins'] {
  return binLabels(schema).map((label, index) => ({
    label,
    reference: reference.counts[index],
    window: window.counts[index],
  }));
}

/** Compares an interval's profile with the reference, in the contract's shape. */
export function driftPoint(
  interval: { start: number; version: number; profile: Profile },
  reference: Profile,
  options: DriftOptions,
): DriftPoint {
  const report = measureDrift(reference, interval.profile, options);
  return {
    start: new Date(interval.start).toISOString(),
    version: interval.version,
    rows: report.windowRows,
    averageDrift: report.averageDrift,
    driftedColumns: [...report.driftedColumns],
    columns: report.columns.map((column, index) => ({
      name: column.name,
      kind: column.kind,
      role: column.role,
      n: column.n,
      m: column.m,
      psi: column.psi,
      psiCorrected: column.psiCorrected,
      pValue: column.pValue,
      jensenShannon: column.jensenShannon,
      drifted: column.drifted,
      missingRate: { ...column.missingRate },
      bins: bins(
        reference.schema.columns[index],
        reference.columns[index],
        interval.profile.columns[index],
      ),
    })),
  };
}
