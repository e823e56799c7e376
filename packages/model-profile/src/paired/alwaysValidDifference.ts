import { Clusters, influencesOfClusters } from './Clusters';
import { checkAlpha, Interval } from './Interval';
import { RowMetric } from './RowMetric';

/** The number of clusters at which the interval is narrowest, relative to one that may be looked at once. */
const NARROWEST_AT = 1_000;

/** The difference of a metric of two versions, with an interval that may be looked at as often as one likes. */
export interface AlwaysValidDifference {
  /** The second's value minus the first's. */
  readonly difference: number;
  readonly interval: Interval;
  /** Standard deviation of one cluster's influence on the difference. */
  readonly deviation: number;
}

/**
 * Difference of a metric on the same rows, with an asymptotic confidence sequence: with a chance of at least 1 − alpha
 * *all* of the intervals computed while rows come in hold the true difference, however often one looks and whenever one
 * stops. Robbins' normal mixture in the form of theorem 2.2 of Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas,
 * "Time-uniform central limit theory and asymptotic confidence sequences" (Annals of Statistics 2024), applied to the
 * influences of an asymptotically linear estimator (their section 4).
 *
 * Asymptotic as the central limit theorem is: begin to look at a hundred clusters. Which rows come in, and in which
 * order, must not depend on how well they were predicted.
 *
 * @param largest - the largest influence that a cluster can have, where there is such: it counts as one more cluster, so
 *   that the absence of any difference isn't taken for certainty
 * @throws RangeError when alpha is outside (0, 1)
 */
export function alwaysValidDifference(
  first: RowMetric,
  second: RowMetric,
  clusters: Clusters,
  alpha: number,
  largest = 0,
): AlwaysValidDifference {
  checkAlpha(alpha);
  const difference = second.value() - first.value();
  const firsts = influencesOfClusters(first.influences(), clusters);
  const squares = influencesOfClusters(second.influences(), clusters).reduce(
    (sum, influence, i) => sum + (influence - firsts[i]) ** 2,
    largest ** 2,
  );
  const deviation = Math.sqrt(squares / clusters.count);
  const radius = deviation * relativeRadius(clusters.count, alpha);
  return {
    difference,
    interval: { low: difference - radius, high: difference + radius },
    deviation,
  };
}

/**
 * How many clusters it takes until the interval reaches no further than a width to either side, if they go on to deviate
 * as they do.
 *
 * @param radius - above 0, in the metric's unit
 * @returns a whole number of at least 1; infinite where no number that a double holds suffices
 * @throws RangeError when an argument is outside its range
 */
export function clustersNeeded(deviation: number, radius: number, alpha: number): number {
  checkAlpha(alpha);
  if (!(radius > 0)) throw new RangeError(`The radius must be above 0, got ${radius}`);
  const suffices = (count: number) => deviation * relativeRadius(count, alpha) <= radius;
  let high = 1;
  while (!suffices(high)) {
    high *= 2;
    if (high > Number.MAX_SAFE_INTEGER) return Infinity;
  }
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (suffices(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The interval's half width for a deviation of 1. */
function relativeRadius(count: number, alpha: number): number {
  const logarithm = -2 * Math.log(alpha);
  // ρ² of the paper, tuned as in its appendix B.2.
  const spread = (logarithm + Math.log(logarithm + 1)) / NARROWEST_AT;
  const mixed = count * spread + 1;
  return Math.sqrt(((2 * mixed) / (count * count * spread)) * Math.log(Math.sqrt(mixed) / alpha));
}
