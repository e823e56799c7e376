import type { AlertCondition } from '@mlops-backstage/plugin-mlops-common';
import type { CompleteRule } from '../AlertRule';
import { verdictOf } from '../Judgement';
import type { Judgement, Measure, ObservedMetric } from '../Judgement';
import { count, figure } from '../numbersInWords';

type PerformanceCondition = NonNullable<AlertCondition['performance']>;

/** @param better - of the metric, where it is known */
export function performanceMeasure(
  { metric, atLeast, atMost }: PerformanceCondition,
  better: 'higher' | 'lower' = 'higher',
): Measure {
  const isFloor = atLeast !== undefined || (atMost === undefined && better === 'higher');
  return { measure: metric, unit: 'metric', side: isFloor ? 'below' : 'above' };
}

/** The bound, and on which side of it values are as they should be; undefined where there is nothing to compare with. */
function boundOf(
  { atLeast, atMost, worseBy }: PerformanceCondition,
  { better, baseline }: ObservedMetric,
): { bound: number; isFloor: boolean } | undefined {
  if (atLeast !== undefined) {
    return { bound: atLeast, isFloor: true };
  }
  if (atMost !== undefined) {
    return { bound: atMost, isFloor: false };
  }
  if (baseline === undefined) {
    return undefined;
  }
  const isFloor = better === 'higher';
  return { bound: isFloor ? baseline - worseBy! : baseline + worseBy!, isFloor };
}

/**
 * Judges a metric of an interval. It breaks the rule only where the whole confidence band is beyond the bound; undefined with too few labels,
 * or where the version was never evaluated on a test split that has the metric.
 */
export function judgePerformance(
  condition: PerformanceCondition,
  { minRows }: CompleteRule,
  observed: ObservedMetric,
): Judgement | undefined {
  const found = boundOf(condition, observed);
  if (!found || observed.labelled < minRows) {
    return undefined;
  }
  const { bound, isFloor } = found;
  const { start, end, version, value, low, high, labelled, baseline } = observed;
  const isKept = isFloor ? value >= bound : value <= bound;
  const isBeyondDoubt = isFloor ? high < bound : low > bound;
  const meant =
    condition.worseBy === undefined
      ? ''
      : ` (${figure(baseline!)} in its evaluation, and ${figure(condition.worseBy)} worse is allowed)`;
  return {
    start,
    end,
    version,
    verdict: verdictOf(isKept, isBeyondDoubt),
    value,
    bound,
    because: when =>
      `${condition.metric} was ${figure(value)} ${when} (${figure(low)} to ${figure(high)}, ${count(labelled)} labels), ${
        isFloor ? 'below' : 'above'
      } ${figure(bound)}${meant}`,
  };
}
