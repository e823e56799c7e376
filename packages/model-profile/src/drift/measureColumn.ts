import { ColumnProfile } from '../profile/Profile';
import { ColumnSchema } from '../schema/ProfileSchema';
import { missingRate, outOfRangeRate, valueCount } from './columnRates';
import { ColumnDrift, SideBySide } from './DriftReport';
import { jensenShannonDistance } from './jensenShannonDistance';
import { populationStability } from './populationStability';

/** When a column counts as drifted: both bounds must be passed. */
export interface DriftBounds {
  /** Corrected PSI to exceed: large enough to matter. */
  readonly threshold: number;
  /** p-value to stay below: too unlikely to be chance. */
  readonly significance: number;
}

/** Compares one column of a window with the reference's, both counted under the same schema. */
export function measureColumn(
  schema: ColumnSchema,
  reference: ColumnProfile,
  window: ColumnProfile,
  bounds: DriftBounds,
): ColumnDrift {
  const compare = (figure: (column: ColumnProfile) => number | null): SideBySide => ({
    reference: figure(reference),
    window: figure(window),
  });
  const facts = {
    name: schema.name,
    kind: schema.kind,
    role: schema.role,
    n: valueCount(reference),
    m: valueCount(window),
    missingRate: compare(missingRate),
    outOfRangeRate: compare(outOfRangeRate),
    ...(schema.kind === 'numeric' && { mean: compare(mean) }),
  };

  const stability = populationStability(reference.counts, window.counts);
  const jensenShannon = jensenShannonDistance(reference.counts, window.counts);
  if (stability === null || jensenShannon === null) {
    return {
      ...facts,
      measured: false,
      psi: null,
      psiCorrected: null,
      pValue: null,
      jensenShannon: null,
      drifted: false,
    };
  }
  const { psi, psiCorrected, pValue } = stability;
  const drifted = psiCorrected > bounds.threshold && pValue < bounds.significance;
  return { ...facts, measured: true, psi, psiCorrected, pValue, jensenShannon, drifted };
}

function mean(column: ColumnProfile): number | null {
  return column.kind === 'numeric' && column.moments.count > 0 ? column.moments.mean : null;
}
