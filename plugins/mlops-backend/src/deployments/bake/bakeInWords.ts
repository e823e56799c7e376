import type { BakeRow } from './BakeStore';
import type { Breach, Observation } from './judgeBake';

/** `12.4 %`, `0.05 %`. */
const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`;

/** `812 ms`, `0.42 ms`. */
const milliseconds = (value: number) => `${Number(value.toPrecision(3))} ms`;

function breachInWords(
  { measure, count, allowed, atLeast }: Breach,
  bake: Pick<BakeRow, 'latency_limit_ms'>,
  { requests, latencyP99Ms }: Observation,
): string {
  const share = percent(count / requests);
  return measure === 'errors'
    ? `${share} of ${requests} requests failed with 5xx (${count}; at least ${percent(atLeast)} beyond doubt), and at most ${percent(allowed)} may`
    : `p99 was ${milliseconds(latencyP99Ms!)} over ${requests} requests, and at most ${milliseconds(bake.latency_limit_ms!)} is allowed: ${share} took longer (${count}; at least ${percent(atLeast)} beyond doubt), and 1 % may`;
}

/** Which limits a version broke, with what was seen, what is allowed and by how many requests. */
export const breachesInWords = (
  breaches: readonly Breach[],
  bake: Pick<BakeRow, 'latency_limit_ms'>,
  observed: Observation,
): string => breaches.map(breach => breachInWords(breach, bake, observed)).join('; ');

/** Why a version that passed may not have shown much; undefined where it did. */
export function doubtInWords(
  { limits }: Pick<BakeRow, 'limits'>,
  { requests }: Pick<Observation, 'requests'>,
): string | undefined {
  return requests < limits.minRequests
    ? `It answered ${requests} requests, fewer than the ${limits.minRequests} that it is judged by`
    : undefined;
}
