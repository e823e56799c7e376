import { checkSameBins, totalCount } from './binCounts';
import { chiSquareSurvival } from './chiSquareSurvival';
import { countTables, exactTail } from './exactTail';
import { logLikelihoodRatio } from './logLikelihoodRatio';
import { saddlepointTail } from './saddlepointTail';

/** Up to so many tables all of them are looked at. */
const MOST_TABLES = 2_000;
/** No decision asks for smaller or larger ones: there the χ² distribution is as good as any. */
const SMALLEST = 1e-12;
const LARGEST = 0.99;
/** Likelihood ratios that only rounding sets apart from 0. */
const NOTHING = 1e-9;

/**
 * Probability of a difference as large as that of two columns of counts, measured by the likelihood ratio, when it is left
 * to chance which of all the values are the window's. That is the chance without drift, whatever the true distribution, and
 * whatever the sizes: no bin has to have many values, and the error of the reference counts as much as the window's.
 *
 * Exact where there are at most 2,000 tables with the same margins (small samples), by Skovgaard's double saddlepoint
 * approximation otherwise. Given the reference's deciles, windows of a continuous column follow a Dirichlet-multinomial
 * rather than this multivariate hypergeometric distribution; the simulations in `bench/drift.bench.mjs` show that the rate
 * of false alarms is the stated one for both. Below 1e-12, above
 * 0.99, and next to the largest ratio that the margins allow, it is the χ² approximation.
 *
 * @param reference - whole numbers, one for each bin
 * @param window - whole numbers, one for each bin
 * @returns a probability; 1 when a side is empty or only one bin is occupied
 * @throws RangeError when the numbers of bins differ, or a count isn't a whole number of at least 0
 */
export function permutationPValue(reference: readonly number[], window: readonly number[]): number {
  checkSameBins(reference, window);
  checkWhole(reference);
  checkWhole(window);
  const m = Math.min(totalCount(reference), totalCount(window));
  const totals = reference.map((count, i) => count + window[i]).filter(total => total > 0);
  if (m === 0 || totals.length < 2) return 1;

  const g = logLikelihoodRatio(reference, window);
  if (g < NOTHING) return 1;
  if (countTables(m, totals.length) <= MOST_TABLES) return exactTail(totals, m, g);
  const approximate = chiSquareSurvival(g, totals.length - 1);
  if (approximate < SMALLEST || approximate > LARGEST) return approximate;
  return saddlepointTail(totals, m, g) ?? approximate;
}

function checkWhole(counts: readonly number[]): void {
  const other = counts.find(count => !Number.isSafeInteger(count));
  if (other !== undefined) throw new RangeError(`A count must be a whole number, got ${other}`);
}
