import { ColumnDrift } from './DriftReport';
import { DriftDecision } from './DriftDecision';

/** When a column counts as drifted. */
export interface DriftBounds {
  /** 'effect' unless given. */
  readonly decision?: DriftDecision;
  /** Corrected PSI to exceed: large enough to matter. Not looked at when significance alone decides. */
  readonly threshold: number;
  /** p-value to stay below: too unlikely to be chance. */
  readonly significance: number;
}

/**
 * Whether a column has drifted by bounds of one's own, say an alert's. Columns that couldn't be measured have not.
 *
 * @param bounds - for a promise about all columns of a window together, a `significance` from `columnSignificance`
 */
export function hasDrifted(
  { psiCorrected, pValue }: Pick<ColumnDrift, 'psiCorrected' | 'pValue'>,
  { decision = 'effect', threshold, significance }: DriftBounds,
): boolean {
  if (psiCorrected === null || pValue === null) return false;
  return pValue < significance && (decision === 'significance' || psiCorrected > threshold);
}

/**
 * What a column's p-value has to stay below so that the chance of calling drift in any of several columns, where there is
 * none, is at most alpha: alpha / columns (Bonferroni), which holds however the columns depend on each other.
 *
 * @param alpha - in (0, 1]
 * @param columns - how many are looked at; none counts as one
 * @throws RangeError when alpha is outside its range
 */
export function columnSignificance(alpha: number, columns: number): number {
  if (!(alpha > 0 && alpha <= 1)) throw new RangeError(`alpha must be in (0, 1], got ${alpha}`);
  return alpha / Math.max(columns, 1);
}
