/** ln(n!) − ln of Stirling's formula, where the series isn't exact enough. */
const STIRLING_ERRORS = Array.from({ length: 16 }, (_, n) => {
  let logFactorial = 0;
  for (let factor = 2; factor <= n; factor++) {
    logFactorial += Math.log(factor);
  }
  return n === 0 ? 0 : logFactorial - (n + 0.5) * Math.log(n) + n - 0.5 * Math.log(2 * Math.PI);
});

function stirlingError(n: number): number {
  if (n < STIRLING_ERRORS.length) {
    return STIRLING_ERRORS[n];
  }
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / square) / square) / square) / n;
}

/** x ln(x/m) + m − x, without cancellation where x is near m. */
function deviance(x: number, m: number): number {
  const ratio = (x - m) / (x + m);
  if (Math.abs(ratio) >= 0.1) {
    return x * Math.log(x / m) + m - x;
  }
  let sum = (x - m) * ratio;
  let power = 2 * x * ratio;
  for (let odd = 3; ; odd += 2) {
    power *= ratio * ratio;
    const next = sum + power / odd;
    if (next === sum) {
      return sum;
    }
    sum = next;
  }
}

/** P(X = k) by Loader's saddle-point form ("Fast and Accurate Computation of Binomial Probabilities", 2000); 0 < p < 1. */
function probability(k: number, n: number, p: number): number {
  if (k === 0) {
    return Math.exp(n * Math.log1p(-p));
  }
  if (k === n) {
    return Math.exp(n * Math.log(p));
  }
  const logarithm =
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(n - k) -
    deviance(k, n * p) -
    deviance(n - k, n * (1 - p));
  return Math.exp(logarithm) * Math.sqrt(n / (2 * Math.PI * k * (n - k)));
}

/**
 * P(X ≥ k) for a binomial X of n trials with probability p, summed from the nearer end, where each term is smaller than the one before.
 *
 * @param k - whole, from 0 to n
 * @param p - in [0, 1]
 */
export function binomialTail(k: number, n: number, p: number): number {
  if (k === 0 || p === 1) {
    return 1;
  }
  if (p === 0) {
    return 0;
  }
  const isUpper = k > n * p;
  const odds = isUpper ? p / (1 - p) : (1 - p) / p;
  let at = isUpper ? k : k - 1;
  let term = probability(at, n, p);
  let sum = 0;
  while (term > sum * Number.EPSILON) {
    sum += term;
    term *= odds * (isUpper ? (n - at) / (at + 1) : at / (n - at + 1));
    at += isUpper ? 1 : -1;
  }
  return isUpper ? sum : 1 - sum;
}

/** Halvings after which a bound in [0, 1] doesn't change any more. */
const HALVINGS = 60;

/**
 * The exact lower bound of a share by Clopper and Pearson ("The use of confidence or fiducial limits illustrated in the case of the
 * binomial", 1934), one-sided: the share below which k or more of n come with a chance of less than alpha.
 *
 * @param k - how many of n were seen; n at least 1
 * @param alpha - chance that the share is below the bound after all, in (0, 1)
 */
export function lowerBound(k: number, n: number, alpha: number): number {
  let [low, high] = [0, k / n];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    [low, high] = binomialTail(k, n, middle) < alpha ? [middle, high] : [low, middle];
  }
  return low;
}
