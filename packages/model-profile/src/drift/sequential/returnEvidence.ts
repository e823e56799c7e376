import { logLikelihood, PRIOR, sumOf } from './changeEvidence';
import { ColumnMonitor } from './MonitorState';

/**
 * Whether a column is back to what it was before it changed: how much likelier new values are by its values before the
 * change than by those since, as a logarithm. Both are samples, so the counts follow a Dirichlet-multinomial distribution
 * either way. By Markov's inequality the ratio exceeds 1 / alpha with a chance of at most alpha where the change lasts.
 *
 * @param column - of a monitor, which has not seen the new values
 * @param changedAfter - windows before the change, one that the monitor named
 * @param counts - of the new values, in the monitor's bins (`addCounts`)
 * @throws RangeError when the monitor doesn't follow that beginning
 */
export function returnEvidence(
  { counts: all, baselines }: ColumnMonitor,
  changedAfter: number,
  counts: readonly number[],
): number {
  const before = baselines.find(({ windows }) => windows === changedAfter)?.counts;
  if (!before) throw new RangeError(`The monitor follows no change after ${changedAfter} windows`);
  const since = all.map((count, bin) => count - before[bin]);
  return logLikelihoodAfter(before, counts) - logLikelihoodAfter(since, counts);
}

function logLikelihoodAfter(sample: readonly number[], counts: readonly number[]): number {
  const parameters = sample.map(count => count + PRIOR);
  return logLikelihood(parameters, sumOf(parameters), counts);
}
