import { linearQuantile } from '../profile/linearQuantile';
import { Clusters, influencesOfClusters } from './Clusters';
import { checkAlpha, Interval } from './Interval';
import { normalDistribution, normalQuantile } from './normal';
import { RowMetric } from './RowMetric';
import { SeededRandom } from './SeededRandom';

/** How a bootstrap draws. */
export interface BootstrapOptions {
  /** 1 minus the confidence, in (0, 1). */
  readonly alpha: number;
  /** At least 100; some thousands make the interval steady to two digits. */
  readonly resamples: number;
  /** The same seed draws the same rows. */
  readonly seed: number;
}

/** The difference of a metric of two versions on the same rows. */
export interface BootstrapDifference {
  /** The second's value minus the first's. */
  readonly difference: number;
  /** Bias-corrected and accelerated; undefined where fewer than half of the resamples have a value. */
  readonly interval?: Interval;
  /** Resamples that have a value: an AUC has none where all rows drawn are of one class. */
  readonly resamples: number;
}

/**
 * Paired bootstrap of a difference: clusters of rows are drawn with replacement, and both metrics are computed from the
 * same draw. The interval is the BCa one of Efron, "Better bootstrap confidence intervals" (1987), as
 * `scipy.stats.bootstrap(paired=True, method='BCa')` computes it, but with the acceleration from the empirical
 * influences (Efron & Tibshirani 1993, section 22.6) in place of the jackknife, which for means is the same.
 *
 * It holds for one look at a number of rows fixed beforehand. Takes rows × resamples steps.
 *
 * @param first - of the version that is compared with
 * @param second - of the same rows
 * @throws RangeError when an option is outside its range
 */
export function bootstrapDifference(
  first: RowMetric,
  second: RowMetric,
  clusters: Clusters,
  { alpha, resamples, seed }: BootstrapOptions,
): BootstrapDifference {
  checkAlpha(alpha);
  if (!Number.isSafeInteger(resamples) || resamples < 100) {
    throw new RangeError(`resamples must be a whole number of at least 100, got ${resamples}`);
  }
  const difference = second.value() - first.value();
  const random = new SeededRandom(seed);
  const drawn = new Uint32Array(clusters.count);
  const weights = new Uint32Array(first.rows);
  const values = new Float64Array(resamples);
  let length = 0;
  for (let resample = 0; resample < resamples; resample++) {
    drawn.fill(0);
    for (let i = 0; i < clusters.count; i++) drawn[random.below(clusters.count)]++;
    for (let row = 0; row < weights.length; row++) weights[row] = drawn[clusters.of[row]];
    const value = second.value(weights) - first.value(weights);
    if (Number.isFinite(value)) values[length++] = value;
  }
  if (!Number.isFinite(difference) || length < resamples / 2) {
    return { difference, resamples: length };
  }
  const ascending = values.subarray(0, length).sort();
  return {
    difference,
    interval: acceleratedInterval(
      ascending,
      difference,
      acceleration(first, second, clusters),
      alpha,
    ),
    resamples: length,
  };
}

function acceleration(first: RowMetric, second: RowMetric, clusters: Clusters): number {
  const firsts = influencesOfClusters(first.influences(), clusters);
  const influences = influencesOfClusters(second.influences(), clusters);
  let squares = 0;
  let cubes = 0;
  influences.forEach((influence, i) => {
    const change = influence - firsts[i];
    squares += change ** 2;
    cubes += change ** 3;
  });
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

function acceleratedInterval(
  ascending: Float64Array,
  difference: number,
  a: number,
  alpha: number,
): Interval {
  const bias = normalQuantile(shareBelow(ascending, difference));
  const at = (level: number) => {
    // All resamples on one side: there is nothing to correct the bias by.
    if (!Number.isFinite(bias)) return linearQuantile(ascending, level);
    const z = bias + normalQuantile(level);
    return linearQuantile(ascending, normalDistribution(bias + z / (1 - a * z)));
  };
  return { low: at(alpha / 2), high: at(1 - alpha / 2) };
}

/** Share of values below one, equal ones counting half; what only rounding sets apart is equal. */
function shareBelow(ascending: Float64Array, value: number): number {
  const slack = 1e-12 * Math.max(-ascending[0], ascending[ascending.length - 1], Math.abs(value));
  let twice = 0;
  for (const each of ascending) {
    if (each < value - slack) twice += 2;
    else if (each <= value + slack) twice += 1;
  }
  return twice / (2 * ascending.length);
}
