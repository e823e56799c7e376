import type { Bake, BakeLimits } from '@mlops-backstage/plugin-mlops-common';
import { formatInstant } from '../../format/instants';
import { formatCount, formatLatency, formatQuantity } from '../../format/numbers';
import type { Tone } from '../shared/StatusWord';

const MINUTE_S = 60;
const HOUR_S = 3_600;

/** A share with as many digits as it has: `5 %`, `0.25 %`. */
export const formatErrorRate = (share: number): string =>
  `${Number((share * 100).toPrecision(3))} %`;

function formatDuration(seconds: number): string {
  if (seconds % HOUR_S === 0) {
    return formatQuantity(seconds / HOUR_S, 'hour');
  }
  return seconds % MINUTE_S === 0
    ? formatQuantity(seconds / MINUTE_S, 'minute')
    : formatQuantity(seconds, 'second');
}

/** `15 minutes: at most 5 % failed, p99 at most 250 ms, judged from 50 requests`. */
export function bakeLimitsInWords(limits: BakeLimits | undefined): string {
  if (!limits || limits.durationSeconds === 0) {
    return 'Not watched';
  }
  const { maxErrorRate, maxLatencyP99Ms, maxLatencyRatio } = limits;
  const each = [
    maxErrorRate !== undefined && `at most ${formatErrorRate(maxErrorRate)} failed`,
    maxLatencyP99Ms !== undefined && `p99 at most ${formatLatency(maxLatencyP99Ms)}`,
    maxLatencyRatio !== undefined && `p99 at most ${maxLatencyRatio} times the champion’s before`,
  ].filter(Boolean);
  return `${formatDuration(limits.durationSeconds)}: ${each.join(', ') || 'no limit'}, judged from ${formatQuantity(limits.minRequests, 'request')}`;
}

/** How a version stands its bake time, in a few words. */
export function bakeState({ state, endsAt, rolledBackTo }: Bake): { tone: Tone; words: string } {
  switch (state) {
    case 'baking':
      return { tone: 'busy', words: `Baking until ${formatInstant(endsAt)}` };
    case 'passed':
      return { tone: 'good', words: 'Passed' };
    case 'rolled-back':
      return { tone: 'bad', words: `Rolled back to revision ${rolledBackTo}` };
    case 'breached':
      return { tone: 'bad', words: 'Broke its limits, no way back' };
    default:
      return { tone: 'idle', words: 'Stopped answering before' };
  }
}

/** `12 of 1,200 (1 %), limit 5 %`. */
export function bakeErrors({ requests, failures, limits }: Bake): string {
  const share = requests === 0 ? '' : ` (${formatErrorRate(failures / requests)})`;
  const { maxErrorRate } = limits;
  const limit = maxErrorRate === undefined ? 'no limit' : `limit ${formatErrorRate(maxErrorRate)}`;
  return `${formatCount(failures)} of ${formatCount(requests)}${share}, ${limit}`;
}

/** `12.4 ms, limit 250 ms`. */
export function bakeLatency({ latencyP99Ms, latencyLimitMs }: Bake): string {
  const seen = latencyP99Ms === undefined ? '–' : formatLatency(latencyP99Ms);
  return `${seen}, ${latencyLimitMs === undefined ? 'no limit' : `limit ${formatLatency(latencyLimitMs)}`}`;
}
