import { measureDrift } from '@mlops-backstage/model-profile';
import type {
  ColumnDrift as MeasuredColumn,
  ColumnProfile,
  ColumnSchema,
  DriftOptions,
  Profile,
} from '@mlops-backstage/model-profile';
import type { ColumnDrift, DriftPoint } from '@mlops-backstage/plugin-mlops-common';
import { binLabels } from './binLabels';
import { dataQuality } from './dataQuality';

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

function measures(column: MeasuredColumn): ColumnDrift['measures'] {
  if (!column.measured) {
    return undefined;
  }
  const { hellinger, totalVariation, lInfinity, chiSquare, kolmogorovSmirnov, wasserstein } =
    column;
  return {
    hellinger,
    totalVariation,
    lInfinity,
    chiSquare: { ...chiSquare },
    kolmogorovSmirnov: kolmogorovSmirnov && { ...kolmogorovSmirnov },
    wasserstein,
    shown: column.defaultMeasure,
  };
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
      outOfRangeRate: { ...column.outOfRangeRate },
      ...(column.mean && { mean: { ...column.mean } }),
      ...(column.measured && { measures: measures(column) }),
      bins: bins(
        reference.schema.columns[index],
        reference.columns[index],
        interval.profile.columns[index],
      ),
    })),
    quality: dataQuality(report, reference, interval.profile),
  };
}
