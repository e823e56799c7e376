import type { BakeLimits } from '@mlops-backstage/plugin-mlops-common';

/** `900 s from 50 requests: 5 % failed, p99 250 ms`; every limit is in it, so that two are the same when their words are. */
export function limitsInWords(limits: BakeLimits): string {
  const { durationSeconds, minRequests, maxErrorRate, maxLatencyP99Ms, maxLatencyRatio } = limits;
  if (durationSeconds === 0) {
    return 'no bake time';
  }
  const each = [
    maxErrorRate !== undefined && `${Number((maxErrorRate * 100).toFixed(6))} % failed`,
    maxLatencyP99Ms !== undefined && `p99 ${maxLatencyP99Ms} ms`,
    maxLatencyRatio !== undefined && `p99 ${maxLatencyRatio} times the champion's`,
  ].filter(Boolean);
  return `${durationSeconds} s from ${minRequests} requests: ${each.join(', ') || 'no limit'}`;
}
