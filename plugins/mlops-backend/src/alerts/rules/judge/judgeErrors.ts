import type { AlertCondition } from '@mlops-backstage/plugin-mlops-common';
import { binomialTail } from '../../../statistics/binomial';
import type { CompleteRule } from '../AlertRule';
import { FALSE_ALARM, verdictOf } from '../Judgement';
import type { Judgement, Measure, ObservedVersion } from '../Judgement';
import { count, percent } from '../numbersInWords';

type ErrorCondition = NonNullable<AlertCondition['errors']>;

export const errorMeasure = ({ count: what }: ErrorCondition): Measure => ({
  measure: what === 'all' ? 'Errors' : 'Failures',
  unit: 'share',
  side: 'above',
});

/**
 * Judges the share of requests that failed or, if asked for, of all that were answered with an error: what clients do wrong is nothing that whoever
 * serves the model can put right. It breaks the rule where so many would come with a chance of less than one in a thousand if the share
 * were what it may be (exact binomial), so that a few of a few requests don't.
 */
export function judgeErrors(
  { atMost, count: what }: ErrorCondition,
  { minRows }: CompleteRule,
  { start, end, version, traffic: { requests, errors, failures } }: ObservedVersion,
): Judgement | undefined {
  if (requests < minRows) {
    return undefined;
  }
  const counted = what === 'all' ? errors : failures;
  const value = counted / requests;
  const isBeyondDoubt = binomialTail(counted, requests, atMost) < FALSE_ALARM;
  const did = what === 'all' ? 'were answered with an error' : 'failed (5xx)';
  return {
    start,
    end,
    version,
    verdict: verdictOf(value <= atMost, isBeyondDoubt),
    value,
    bound: atMost,
    because: when =>
      `${percent(value)} of ${count(requests)} requests ${did} ${when}, and at most ${percent(atMost)} may${what === 'all' ? ' be' : ''}`,
  };
}
