import { logGamma } from './logGamma';

/** Added to every count, so that a bin that was empty isn't impossible (Jeffreys). */
export const PRIOR = 0.5;

/** The least number of rows that a new distribution is thought to resemble the old one by. */
const LEAST_RESEMBLANCE = 10;
const RESEMBLANCE_STEP = 10;

/**
 * How much more likely later values are if their distribution changed after a baseline, than if it is the baseline's: the
 * logarithm of a ratio whose expectation without change is 1, at every later time.
 *
 * Without change, given a sample of continuous values that the bins' edges are quantiles of, counts of later values follow
 * a Dirichlet-multinomial distribution with the bins' counts as parameters, exactly, whatever the distribution: shares of
 * gaps between order statistics are Dirichlet. (For categories and ties it holds approximately.) So the error of the
 * reference, which all windows share, is part of it. With change, the new shares are drawn from Dirichlet distributions
 * around the old ones, as alike as a sample of 10, 100, … rows, up to half the baseline's, each as likely as the others.
 *
 * @param baseline - counts before, the reference's included
 * @param since - counts after
 */
export function changeEvidence(baseline: readonly number[], since: readonly number[]): number {
  const parameters = baseline.map(count => count + PRIOR);
  const size = sumOf(parameters);
  const unchanged = logLikelihood(parameters, size, since);
  const sizes = resemblances(size);
  const changed = sizes.map(
    resemblance =>
      logLikelihood(
        parameters.map(parameter => (parameter * resemblance) / size),
        resemblance,
        since,
      ) - unchanged,
  );
  return logMeanExp(changed);
}

function resemblances(size: number): number[] {
  const sizes = [];
  for (let each = LEAST_RESEMBLANCE; each < size / 2; each *= RESEMBLANCE_STEP) sizes.push(each);
  return sizes.length > 0 ? sizes : [size / 2];
}

/** Of counts by a Dirichlet-multinomial distribution, without the coefficient that any such distribution has. */
export function logLikelihood(
  parameters: readonly number[],
  size: number,
  counts: readonly number[],
) {
  let sum = logGamma(size) - logGamma(size + sumOf(counts));
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] > 0) sum += logGamma(parameters[i] + counts[i]) - logGamma(parameters[i]);
  }
  return sum;
}

export function sumOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

function logMeanExp(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  return (
    largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0) / logs.length)
  );
}
