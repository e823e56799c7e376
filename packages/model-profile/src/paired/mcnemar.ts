import { chiSquareSurvival } from '../drift/chiSquareSurvival';
import { Interval } from './Interval';
import { checkPairs, newcombeInterval, PairedCounts } from './pairedProportions';

/** Below so many discordant pairs the χ² approximation isn't trusted. */
const FEW = 25;

/** Whether two classifiers are right equally often, judged from the rows that only one of them got right. */
export interface McNemarTest {
  readonly method: 'exact-binomial' | 'chi-square-corrected';
  /** Rows that only one of them got right. */
  readonly discordant: number;
  /** Chance of discordant pairs at least as uneven where both are right equally often. 1 without a discordant pair. */
  readonly pValue: number;
  /** The second's share of right rows minus the first's. */
  readonly difference: number;
  /** Newcombe's, of the difference. */
  readonly interval: Interval;
}

/**
 * McNemar's test: McNemar, "Note on the sampling error of the difference between correlated proportions or percentages"
 * (1947). Below 25 discordant pairs the exact two-sided binomial test; from there on χ² with Edwards' correction for
 * continuity (1948). Equals `statsmodels.stats.contingency_tables.mcnemar`.
 *
 * It holds for rows that are independent of each other, and for one look at a number of rows fixed beforehand.
 *
 * @param alpha - 1 minus the confidence of the interval, in (0, 1)
 * @throws RangeError when an argument is outside its range or there is no pair
 */
export function mcnemarTest(counts: PairedCounts, alpha: number): McNemarTest {
  const pairs = checkPairs(counts);
  const { firstOnly, secondOnly } = counts;
  const discordant = firstOnly + secondOnly;
  const isExact = discordant < FEW;
  return {
    method: isExact ? 'exact-binomial' : 'chi-square-corrected',
    discordant,
    pValue: isExact
      ? exactPValue(Math.min(firstOnly, secondOnly), discordant)
      : chiSquareSurvival(correctedStatistic(firstOnly, secondOnly), 1),
    difference: (secondOnly - firstOnly) / pairs,
    interval: newcombeInterval(counts, alpha),
  };
}

/** Twice P(X ≤ fewer) for X ~ Binomial(trials, ½), at most 1. */
function exactPValue(fewer: number, trials: number): number {
  let term = 2 ** -trials;
  let tail = term;
  for (let k = 1; k <= fewer; k++) {
    term *= (trials - k + 1) / k;
    tail += term;
  }
  return Math.min(1, 2 * tail);
}

function correctedStatistic(firstOnly: number, secondOnly: number): number {
  // As statsmodels does it: where both are equal the corrected difference is 1, not 0.
  return (Math.abs(firstOnly - secondOnly) - 1) ** 2 / (firstOnly + secondOnly);
}
