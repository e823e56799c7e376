import { logTerm } from './logLikelihoodRatio';

/** Relative room for rounding: tables as extreme as the observed one count. */
const SLACK = 1e-9;

/** How many tables of given margins there are at most: the ways to put m values into so many bins. */
export function countTables(m: number, bins: number): number {
  let ways = 1;
  for (let i = 1; i < bins && ways < Number.MAX_SAFE_INTEGER; i++) {
    ways = (ways * (m + i)) / i;
  }
  return ways;
}

/**
 * P(G ≥ g) when m of the values in the bins are drawn at random and the others are the reference: the multivariate
 * hypergeometric probabilities of all tables at least as extreme, added up (Freeman & Halton 1951, with the likelihood
 * ratio as the order).
 *
 * @param totals - values of both sides in each bin, whole numbers above 0
 * @param m - how many are drawn; the steps taken are `countTables(m, totals.length)`
 * @param g - the likelihood ratio to reach
 */
export function exactTail(totals: readonly number[], m: number, g: number): number {
  const all = totals.reduce((sum, total) => sum + total, 0);
  const bins = totals.map(total => drawsOf(total, m, all));
  const ofWhole = logWays(all, m)[m];
  const enough = g * (1 - SLACK);

  let tail = 0;
  const fill = (bin: number, left: number, ways: number, statistic: number): void => {
    const draws = bins[bin];
    if (bin === bins.length - 1) {
      if (left < draws.length && statistic + draws[left].statistic >= enough) {
        tail += Math.exp(ways + draws[left].logWays - ofWhole);
      }
      return;
    }
    for (let k = 0; k <= left && k < draws.length; k++) {
      fill(bin + 1, left - k, ways + draws[k].logWays, statistic + draws[k].statistic);
    }
  };
  fill(0, m, 0, 0);
  return Math.min(tail, 1);
}

/** For each number of values drawn from a bin: in how many ways, and what it adds to the likelihood ratio. */
function drawsOf(total: number, m: number, all: number) {
  const share = m / all;
  return logWays(total, m).map((ways, k) => ({
    logWays: ways,
    statistic: 2 * (logTerm(k, total * share) + logTerm(total - k, total * (1 - share))),
  }));
}

/** Logarithms of the binomial coefficients of drawing none, one, … up to m. */
function logWays(total: number, m: number): number[] {
  const logs = [0];
  for (let k = 1; k <= Math.min(total, m); k++) {
    logs.push(logs[k - 1] + Math.log((total - k + 1) / k));
  }
  return logs;
}
