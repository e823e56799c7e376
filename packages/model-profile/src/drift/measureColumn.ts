import { ColumnProfile } from '../profile/Profile';
import { ColumnKind, ColumnSchema } from '../schema/ProfileSchema';
import { homogeneityTest } from './chiSquareTests';
import { missingRate, outOfRangeRate, valueCount } from './columnRates';
import { comparableBins } from './comparableBins';
import { defaultMeasure } from './defaultMeasure';
import { ColumnDrift, SideBySide } from './DriftReport';
import { DriftBounds, hasDrifted } from './hasDrifted';
import { hellingerDistance } from './hellingerDistance';
import { jensenShannonDistance } from './jensenShannonDistance';
import { kolmogorovSmirnov } from './kolmogorovSmirnov';
import { lInfinity } from './lInfinity';
import { permutationPValue } from './permutationPValue';
import { populationStability } from './populationStability';
import { totalVariation } from './totalVariation';
import { wassersteinDistance } from './wassersteinDistance';

const UNMEASURED = {
  measured: false,
  psi: null,
  psiCorrected: null,
  pValue: null,
  jensenShannon: null,
  hellinger: null,
  totalVariation: null,
  lInfinity: null,
  chiSquare: null,
  kolmogorovSmirnov: null,
  wasserstein: null,
  defaultMeasure: null,
  drifted: false,
} as const;

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
  const overBins = measureBins(schema.kind, reference.counts, window.counts);
  if (overBins === null) return { ...facts, ...UNMEASURED };
  return {
    ...facts,
    measured: true,
    ...overBins,
    ...measureOrder(schema, reference, window),
    defaultMeasure: defaultMeasure(schema.kind, facts.n, facts.m),
    drifted: hasDrifted(overBins, bounds),
  };
}

/** The measures for which bins are in no order; null when a side is empty. */
function measureBins(kind: ColumnKind, reference: readonly number[], window: readonly number[]) {
  const stability = populationStability(reference, window);
  const jensenShannon = jensenShannonDistance(reference, window);
  const hellinger = hellingerDistance(reference, window);
  const variation = totalVariation(reference, window);
  const largest = lInfinity(reference, window);
  const chiSquare = homogeneityTest(reference, window);
  if (
    stability === null ||
    jensenShannon === null ||
    hellinger === null ||
    variation === null ||
    largest === null ||
    chiSquare === null
  ) {
    return null;
  }
  const comparable = comparableBins(kind, reference, window);
  return {
    psi: stability.psi,
    psiCorrected: stability.psiCorrected,
    pValue: permutationPValue(comparable.reference, comparable.window),
    jensenShannon,
    hellinger,
    totalVariation: variation,
    lInfinity: largest,
    chiSquare,
  };
}

/** The measures that need numbers. */
function measureOrder(schema: ColumnSchema, reference: ColumnProfile, window: ColumnProfile) {
  if (schema.kind !== 'numeric' || reference.kind !== 'numeric' || window.kind !== 'numeric') {
    return { kolmogorovSmirnov: null, wasserstein: null };
  }
  return {
    kolmogorovSmirnov: kolmogorovSmirnov(reference.counts.slice(0, -1), window.counts.slice(0, -1)),
    wasserstein: wassersteinDistance(schema.edges, reference, window),
  };
}

function mean(column: ColumnProfile): number | null {
  return column.kind === 'numeric' && column.moments.count > 0 ? column.moments.mean : null;
}
