import { ColumnKind, ColumnRole } from '../schema/ProfileSchema';
import { ChiSquareTest } from './chiSquareTests';
import { DriftMeasure } from './defaultMeasure';
import { DriftDecision } from './DriftDecision';
import { KolmogorovSmirnov } from './kolmogorovSmirnov';

/** One figure of the reference beside the same one of the window; null where a side has no values. */
export interface SideBySide {
  readonly reference: number | null;
  readonly window: number | null;
}

interface ColumnFacts {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly role: ColumnRole;
  /** Values in the reference, missing ones included. */
  readonly n: number;
  /** Values in the window, missing ones included. */
  readonly m: number;
  /** Share of missing values. */
  readonly missingRate: SideBySide;
  /** Share of values beyond the reference's range, or in categories it doesn't list. */
  readonly outOfRangeRate: SideBySide;
  /** Mean of the finite values; numeric columns only. */
  readonly mean?: SideBySide;
}

/** A column with values on both sides. */
export interface MeasuredColumnDrift extends ColumnFacts {
  readonly measured: true;
  /** Population stability index, with ½ added to each count when a bin is empty on one side. */
  readonly psi: number;
  /** psi minus its expectation without drift; may be negative. */
  readonly psiCorrected: number;
  /** Probability of such a difference without drift, see `permutationPValue`; rare categories count as one. */
  readonly pValue: number;
  /** Jensen–Shannon distance, base 2, in [0, 1]. */
  readonly jensenShannon: number;
  /** Hellinger distance, in [0, 1]. */
  readonly hellinger: number;
  /** Half the sum of all changes of share, in [0, 1]. */
  readonly totalVariation: number;
  /** The largest change of a bin's share, in [0, 1]. */
  readonly lInfinity: number;
  /** Pearson's test of homogeneity over all bins, the missing one included. */
  readonly chiSquare: ChiSquareTest;
  /** Over the bins' edges, without missing values; null for categories and where a side has only missing values. */
  readonly kolmogorovSmirnov: KolmogorovSmirnov | null;
  /**
   * In standard deviations of the reference, without missing values; null for categories, where a side has no finite value,
   * and where the reference is constant.
   */
  readonly wasserstein: number | null;
  /** The measure to show where one has to be chosen. */
  readonly defaultMeasure: DriftMeasure;
  readonly drifted: boolean;
}

/** A column with no values in the reference (n = 0) or in the window (m = 0). */
export interface UnmeasuredColumnDrift extends ColumnFacts {
  readonly measured: false;
  readonly psi: null;
  readonly psiCorrected: null;
  readonly pValue: null;
  readonly jensenShannon: null;
  readonly hellinger: null;
  readonly totalVariation: null;
  readonly lInfinity: null;
  readonly chiSquare: null;
  readonly kolmogorovSmirnov: null;
  readonly wasserstein: null;
  readonly defaultMeasure: null;
  readonly drifted: false;
}

export type ColumnDrift = MeasuredColumnDrift | UnmeasuredColumnDrift;

/** How a window's data differ from the reference's. */
export interface DriftReport {
  readonly convention: 'v1';
  readonly referenceRows: number;
  readonly windowRows: number;
  /** What made drift of a difference. */
  readonly decision: DriftDecision;
  /** The corrected PSI above which a column may have drifted. */
  readonly threshold: number;
  /** The chance, over all features together, of calling drift where there is none. */
  readonly alpha: number;
  /** Mean raw PSI of the measured feature columns; null when there is none. */
  readonly averageDrift: number | null;
  /** Names of the feature columns that have drifted, in the schema's order. */
  readonly driftedColumns: readonly string[];
  /** One for each column of the schema, predictions included, in its order. */
  readonly columns: readonly ColumnDrift[];
}
