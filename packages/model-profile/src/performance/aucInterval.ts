import { aucMetric } from '../paired/aucMetric';
import { Clusters, influencesOfClusters } from '../paired/Clusters';
import { checkAlpha, Interval } from '../paired/Interval';
import { normalQuantile } from '../paired/normal';

/** Fewer rows of either class make nothing of how their area scatters. */
const FEWEST_OF_CLASS = 10;

/** An area under the ROC curve, with an interval where there is one. */
export interface AreaWithInterval {
  /** Equals `sklearn.metrics.roc_auc_score`. */
  readonly value: number;
  readonly interval?: Interval;
}

const logistic = (logit: number) => 1 / (1 + Math.exp(-logit));

/**
 * Area under the ROC curve with an interval by the variance of DeLong, DeLong & Clarke-Pearson (1988), on the scale of the
 * logit, where it stays within (0, 1): Pepe, "The statistical evaluation of medical tests" (2003), section 5.2.4. Rows
 * of one cluster count as one: Obuchowski, "Nonparametric analysis of clustered ROC curve data" (1997).
 *
 * There is no interval with fewer than 10 rows of a class, nor where the classes are set apart entirely.
 *
 * @param truth - 1 for a positive row, 0 for a negative one
 * @param scores - finite, one a row
 * @param clusters - a number for each row, the same for those that belong together; without it, each row is by itself
 * @param alpha - 1 minus the confidence, in (0, 1)
 * @returns undefined where all rows are of one class
 * @throws RangeError when alpha is outside its range
 */
export function aucInterval(
  truth: Uint8Array,
  scores: Float64Array,
  alpha: number,
  clusters?: Float64Array,
): AreaWithInterval | undefined {
  checkAlpha(alpha);
  const rows = truth.length;
  const positives = truth.reduce((sum, one) => sum + one, 0);
  const fewest = Math.min(positives, rows - positives);
  if (fewest === 0) return undefined;
  const metric = aucMetric(truth, scores);
  const value = metric.value();
  if (fewest < FEWEST_OF_CLASS) return { value };
  const influences = metric.influences();
  const together = clusters && numbered(clusters);
  const variance =
    together === undefined || together.count === rows
      ? varianceOfRows(influences, truth, positives)
      : varianceOfClusters(influencesOfClusters(influences, together));
  if (!(variance > 0) || value === 0 || value === 1) return { value };
  const logit = Math.log(value / (1 - value));
  const radius = (normalQuantile(1 - alpha / 2) * Math.sqrt(variance)) / (value * (1 - value));
  return {
    value,
    interval: { low: logistic(logit - radius), high: logistic(logit + radius) },
  };
}

/** DeLong's: each class's scatter has one less than its rows as divisor. */
function varianceOfRows(influences: Float64Array, truth: Uint8Array, positives: number): number {
  const negatives = truth.length - positives;
  let ofPositives = 0;
  let ofNegatives = 0;
  influences.forEach((influence, row) => {
    if (truth[row]) ofPositives += influence ** 2;
    else ofNegatives += influence ** 2;
  });
  return (
    (ofPositives * (positives / (positives - 1)) + ofNegatives * (negatives / (negatives - 1))) /
    truth.length ** 2
  );
}

function varianceOfClusters(influences: Float64Array): number {
  const { length } = influences;
  const squares = influences.reduce((sum, influence) => sum + influence ** 2, 0);
  return squares / (length * (length - 1));
}

function numbered(clusters: Float64Array): Clusters {
  const places = new Map<number, number>();
  const of = Uint32Array.from(clusters, cluster => {
    const place = places.get(cluster) ?? places.size;
    places.set(cluster, place);
    return place;
  });
  return { count: places.size, of };
}
