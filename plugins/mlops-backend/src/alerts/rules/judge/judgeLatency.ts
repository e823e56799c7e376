import type { AlertCondition } from '@mlops-backstage/plugin-mlops-common';
import type { CompleteRule } from '../AlertRule';
import type { Judgement, Measure, ObservedVersion } from '../Judgement';
import { milliseconds } from '../numbersInWords';

type LatencyCondition = NonNullable<AlertCondition['latency']>;

export const latencyMeasure = ({ quantile }: LatencyCondition): Measure => ({
  measure: `${quantile} latency`,
  unit: 'ms',
  side: 'above',
});

/** Judges how long answers took in an interval; undefined with too few of them. */
export function judgeLatency(
  { quantile, atMostMs }: LatencyCondition,
  { minRows }: CompleteRule,
  { start, end, version, traffic }: ObservedVersion,
): Judgement | undefined {
  const value = traffic.latencyMs[quantile];
  if (value === null || traffic.requests < minRows) {
    return undefined;
  }
  return {
    start,
    end,
    version,
    verdict: value > atMostMs ? 'breaks' : 'keeps',
    value,
    bound: atMostMs,
    because: when =>
      `${quantile} latency was ${milliseconds(value)} ${when}, above ${milliseconds(atMostMs)}`,
  };
}
