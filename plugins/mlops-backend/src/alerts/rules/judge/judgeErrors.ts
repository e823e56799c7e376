import type { AlertCondition } from '@mlops-backstage/plugin-mlops-common';
import { binomialTail } from '../../../statistics/binomial';
import type { CompleteRule } from '../AlertRule';
import { FALSE_ALARM, verdictOf } from '../Judgement';
import type { Judgement, Measure, ObservedVersion } from '../Judgement';
import { count, percent } from '../numbersInWords';

export const ERROR_MEASURE: Measure = { measure: 'Errors', unit: 'share', side: 'above' };

/**
 * Judges the share of requests that were answered with an error. It breaks the rule where so many would come with a chance of less than
 * one in a thousand if the share were what it may be (exact binomial), so that a few errors of a few requests don't.
 */
export function judgeErrors(
  { atMost }: NonNullable<AlertCondition['errors']>,
  { minRows }: CompleteRule,
  { start, end, version, traffic: { requests, errors } }: ObservedVersion,
): Judgement | undefined {
  if (requests < minRows) {
    return undefined;
  }
  const value = errors / requests;
  const isBeyondDoubt = binomialTail(errors, requests, atMost) < FALSE_ALARM;
  return {
    start,
    end,
    version,
    verdict: verdictOf(value <= atMost, isBeyondDoubt),
    value,
    bound: atMost,
    because: when =>
      `${percent(value)} of ${count(requests)} requests were answered with an error ${when}, and at most ${percent(atMost)} may be`,
  };
}
