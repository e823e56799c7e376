/** Count, mean and spread of the numbers seen, mergeable. */
export interface Moments {
  /** How many numbers; those beyond ±MOMENT_LIMIT aren't among them. */
  readonly count: number;
  /** Arithmetic mean; 0 when count is 0. */
  readonly mean: number;
  /** Σ(x − mean)², so that the population variance is m2 / count. */
  readonly m2: number;
  /** Smallest number; null when count is 0. */
  readonly min: number | null;
  /** Largest number; null when count is 0. */
  readonly max: number | null;
}

/**
 * Largest absolute value that enters the moments. The sum of squares of 10²⁴ such values is still a
 * finite double, so neither an infinity nor a sentinel like 1.8e308 can turn the moments into NaN.
 */
export const MOMENT_LIMIT = 1e140;

/** The moments of no numbers, the identity of mergeMoments. */
export function emptyMoments(): Moments {
  return { count: 0, mean: 0, m2: 0, min: null, max: null };
}

/**
 * The moments of both samples together.
 *
 * Chan, Golub, LeVeque: "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances"
 * (1979). The mean is written as a weighted sum, which is symmetric: merging commutes to the last bit.
 */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const gap = b.mean - a.mean;
  return {
    count,
    mean: a.mean * (a.count / count) + b.mean * (b.count / count),
    m2: a.m2 + b.m2 + gap * gap * ((a.count * b.count) / count),
    min: smaller(a.min, b.min),
    max: larger(a.max, b.max),
  };
}

function smaller(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

function larger(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
