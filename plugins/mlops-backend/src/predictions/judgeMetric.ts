import { alwaysValidDifference, clustersNeeded } from '@mlops-backstage/model-profile';
import type { PairedMetricName, PairedVerdict } from '@mlops-backstage/plugin-mlops-common';
import type { MetricOfPairs } from './pairedMetrics';

/** Labelled requests before which nothing is said: the intervals are as good as the central limit theorem is. */
export const LEAST_REQUESTS = 100;

/** How sure a verdict has to be, and of what. */
export interface VerdictBounds {
  /** Chance that it claims a difference that there isn't, over all looks together. */
  alpha: number;
  /** The smallest difference that matters: of `auc` and `accuracy` as it is, of others as a share of the first's. */
  margin: number;
}

const TITLES: Record<PairedMetricName, string> = {
  auc: 'AUC',
  accuracy: 'accuracy',
  log_loss: 'log loss',
  rmse: 'RMSE',
  mae: 'MAE',
};

const digits = (value: number) => String(Number(value.toPrecision(3)));
const capital = (text: string) => text[0].toUpperCase() + text.slice(1);
const grouped = (count: number) => count.toLocaleString('en-US');

/** Two digits say enough of a forecast. */
const rounded = (count: number) => grouped(Number(count.toPrecision(2)));

/** Values with three digits of the larger one, and differences with as many decimals. */
function formatOf({ first, second }: MetricOfPairs): (value: number) => string {
  const scale = Math.max(Math.abs(first.value()), Math.abs(second.value()));
  const decimals = scale > 0 ? Math.min(Math.max(2 - Math.floor(Math.log10(scale)), 0), 20) : 3;
  return value => value.toFixed(decimals);
}

/** The smallest difference that matters, in the metric's unit. */
export function marginOf({ name, first }: MetricOfPairs, margin: number): number {
  return name === 'auc' || name === 'accuracy' ? margin : margin * first.value();
}

/**
 * Says which version is better by a metric, in a sentence.
 *
 * @param names - of the versions, such as `version 2`
 */
export function judgeMetric(
  metric: MetricOfPairs,
  names: { first: string; second: string },
  { alpha, margin }: VerdictBounds,
): PairedVerdict {
  const { name, better, clusters, first, second, largest } = metric;
  const { interval, deviation } = alwaysValidDifference(first, second, clusters, alpha, largest);
  const marginOfMetric = marginOf(metric, margin);
  const said = { metric: name, alpha, margin, marginOfMetric };
  const title = TITLES[name];
  if (deviation === 0) {
    return {
      ...said,
      result: 'not-enough-data',
      sentence: `By ${title}, the labels so far can't tell ${names.second} from ${names.first}.`,
    };
  }
  const needed = marginOfMetric > 0 ? clustersNeeded(deviation, marginOfMetric, alpha) : Infinity;
  const forecast = {
    ...said,
    ...(Number.isSafeInteger(needed) && { requestsNeeded: Math.max(needed, LEAST_REQUESTS) }),
  };
  if (clusters.count < LEAST_REQUESTS) {
    return {
      ...forecast,
      result: 'not-enough-data',
      sentence: `Not enough data: ${grouped(clusters.count)} of at least ${LEAST_REQUESTS} labelled requests.`,
    };
  }
  const format = formatOf(metric);
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${format(Math.abs(value))}`;
  const range = `${signed(interval.low)} to ${signed(interval.high)}`;
  const isBetter = better === 'higher' ? interval.low > 0 : interval.high < 0;
  const isWorse = better === 'higher' ? interval.high < 0 : interval.low > 0;
  if (isBetter || isWorse) {
    const nearest = Math.min(Math.abs(interval.low), Math.abs(interval.high));
    const farthest = Math.max(Math.abs(interval.low), Math.abs(interval.high));
    const direction = second.value() > first.value() ? 'higher' : 'lower';
    const small =
      farthest < marginOfMetric
        ? ` That is less than the ${digits(marginOfMetric)} that matters.`
        : '';
    return {
      ...forecast,
      result: isBetter ? 'better' : 'worse',
      sentence:
        `${capital(names.second)} is ${isBetter ? 'better' : 'worse'} than ${names.first}: its ${title} is ` +
        `${format(second.value())} against ${format(first.value())}, ${direction} by ` +
        `${format(nearest)} to ${format(farthest)}.${small}`,
    };
  }
  if (Math.max(-interval.low, interval.high) <= marginOfMetric) {
    return {
      ...forecast,
      result: 'no-difference',
      sentence:
        `No difference that matters: the ${title} of ${names.second} differs from that of ${names.first} by ` +
        `${range}, less than ${digits(marginOfMetric)}.`,
    };
  }
  const outlook =
    forecast.requestsNeeded === undefined
      ? 'More labels will tell.'
      : `About ${rounded(forecast.requestsNeeded)} labelled requests tell a difference of ${digits(marginOfMetric)}; there are ${grouped(clusters.count)}.`;
  return {
    ...forecast,
    result: 'not-enough-data',
    sentence: `No difference shown yet: the ${title} of ${names.second} may differ from that of ${names.first} by ${range}. ${outlook}`,
  };
}
