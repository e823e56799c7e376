import { checkSameBins, totalCount } from './binCounts';
import { chiSquareSurvival } from './chiSquareSurvival';

/** How far a window's distribution over bins has moved from the reference's. */
export interface PopulationStability {
  /** Population stability index, at least 0. */
  readonly psi: number;
  /** psi − (B − 1)(1/n + 1/m), about 0 on average when nothing has drifted; may be negative. */
  readonly psiCorrected: number;
  /**
   * Probability of a psi this large from two samples of one distribution, by the χ² distribution. Small ones are too small,
   * the more so the fewer values there are: reports have `permutationPValue`.
   */
  readonly pValue: number;
}

/** What an empty bin gets, and every other one with it, so that no logarithm is infinite. */
const PSEUDO_COUNT = 0.5;

/**
 * Population stability index of two columns of counts over the same bins, with its bias taken off and
 * a p-value.
 *
 * PSI = Σ (q − p)·ln(q/p) over the B bins that aren't empty on both sides, where p and q are the shares
 * of reference and window. If one of them is empty on one side, ½ is added to each count first. Without
 * drift E[PSI] ≈ (B − 1)(1/n + 1/m) and PSI/(1/n + 1/m) follows χ² with B − 1 degrees of freedom:
 * B. Yurdakul, "Statistical Properties of Population Stability Index" (2018).
 *
 * @param reference - counts of n values, one for each bin
 * @param window - counts of m values, one for each bin
 * @returns null when a side is empty (n = 0 or m = 0): there is nothing to compare
 * @throws RangeError when the numbers of bins differ, or a count is negative or not finite
 */
export function populationStability(
  reference: readonly number[],
  window: readonly number[],
): PopulationStability | null {
  checkSameBins(reference, window);
  const n = totalCount(reference);
  const m = totalCount(window);
  if (n === 0 || m === 0) return null;

  const bins = occupiedBins(reference, window);
  if (bins.length <= 1) return { psi: 0, psiCorrected: 0, pValue: 1 };

  const psi = stabilityIndex(bins);
  const degreesOfFreedom = bins.length - 1;
  const variance = 1 / n + 1 / m;
  return {
    psi,
    psiCorrected: psi - degreesOfFreedom * variance,
    pValue: chiSquareSurvival(psi / variance, degreesOfFreedom),
  };
}

type Bin = readonly [reference: number, window: number];

function occupiedBins(reference: readonly number[], window: readonly number[]): Bin[] {
  return reference.map((count, i): Bin => [count, window[i]]).filter(([r, w]) => r > 0 || w > 0);
}

function stabilityIndex(bins: readonly Bin[]): number {
  const pseudoCount = bins.some(([r, w]) => r === 0 || w === 0) ? PSEUDO_COUNT : 0;
  const n = totalCount(bins.map(([r]) => r + pseudoCount));
  const m = totalCount(bins.map(([, w]) => w + pseudoCount));
  let index = 0;
  for (const [r, w] of bins) {
    const p = (r + pseudoCount) / n;
    const q = (w + pseudoCount) / m;
    index += (q - p) * Math.log(q / p);
  }
  return index;
}
