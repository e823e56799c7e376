import { normalDistribution } from '../paired/normal';
import { CountGrid, Cumulants } from './CountGrid';

const MOST_STEPS = 50;
const MOST_HALVINGS = 30;
/** A decrease of the objective after which one more step is exact to rounding. */
const SETTLED = 1e-9;
/** Nearer to the mean the formula takes the difference of two large numbers; it is smooth there. */
const NEAR_MEAN = 0.02;
const ASIDE = 0.08;
/** What has to be the chance of exceeding a ratio below the mean, at least. */
const LEAST_BELOW_MEAN = 0.3;

/**
 * P(G ≥ g), G being the likelihood ratio, when m of the values in the bins are drawn at random and the others are the
 * reference, by Skovgaard's double saddlepoint approximation: the counts are those of independent binomial variables given
 * that these sum to m, and the joint cumulant generating function of G and this sum is computed numerically. In the middle
 * and in the tails it is usually within a few per cent, also for bins in which few values are expected, where χ² is not.
 *
 * I. M. Skovgaard, "Saddlepoint expansions for conditional distributions" (Journal of Applied Probability 1987); R. W.
 * Butler, "Saddlepoint Approximations with Applications" (2007), section 4.2.
 *
 * @param totals - values of both sides in each bin, whole numbers above 0; two bins or more
 * @param m - how many are drawn, more than 0 and less than all
 * @param g - the likelihood ratio to reach, above 0
 * @returns null when there is no saddlepoint: g is beyond, or next to, the largest or the least that margins allow
 */
export function saddlepointTail(totals: readonly number[], m: number, g: number): number | null {
  const all = totals.reduce((sum, total) => sum + total, 0);
  const degreesOfFreedom = totals.length - 1;
  // The saddlepoint of a χ² variable, which this one is near.
  const guess = Math.min((1 - degreesOfFreedom / g) / 2, 0.499);
  const grid = new CountGrid(totals, m / all, 1 / Math.sqrt(1 - 2 * guess));
  const point = findSaddlepoint(grid, guess, g);
  if (point === null) return null;

  const w = Math.sign(point.tilt) * Math.sqrt(Math.max(0, -2 * point.objective));
  if (Math.abs(w) < NEAR_MEAN) {
    const below = saddlepointTail(totals, m, g * (1 - ASIDE));
    const above = saddlepointTail(totals, m, g * (1 + ASIDE));
    return below === null || above === null ? null : (below + above) / 2;
  }
  const { statisticVariance, covariance, sumVariance } = point.cumulants;
  const determinant = statisticVariance * sumVariance - covariance * covariance;
  const untiltedVariance = (m * (all - m)) / all;
  const v = point.tilt * Math.sqrt(determinant / untiltedVariance);
  const density = Math.exp((-w * w) / 2) / Math.sqrt(2 * Math.PI);
  const tail = normalDistribution(-w) + density * (1 / v - 1 / w);
  // Next to the least ratio that whole counts allow there is no curve to follow: most of the chance lies above it.
  if (!(tail > (point.tilt < 0 ? LEAST_BELOW_MEAN : 0))) return null;
  return Math.min(tail, 1);
}

interface Saddlepoint {
  readonly tilt: number;
  /** K(tilt, shift) − tilt · g. */
  readonly objective: number;
  readonly cumulants: Cumulants;
}

/** Newton's method with halved steps on a convex function; null where it doesn't settle. */
function findSaddlepoint(grid: CountGrid, guess: number, g: number): Saddlepoint | null {
  let tilt = guess;
  let shift = 0;
  let cumulants = grid.cumulants(tilt, shift);
  let objective = cumulants.value - tilt * g;
  for (let i = 0; i < MOST_STEPS; i++) {
    const { statisticVariance, covariance, sumVariance, sumMean } = cumulants;
    const excess = cumulants.statisticMean - g;
    const determinant = statisticVariance * sumVariance - covariance * covariance;
    const tiltStep = (covariance * sumMean - sumVariance * excess) / determinant;
    const shiftStep = (covariance * excess - statisticVariance * sumMean) / determinant;
    const decrease = -(excess * tiltStep + sumMean * shiftStep);
    if (decrease === 0) return { tilt, objective, cumulants };
    if (!(decrease > 0)) return null;
    let scale = 1;
    let next = grid.cumulants(tilt + tiltStep, shift + shiftStep);
    for (let halvings = 0; !(next.value - (tilt + scale * tiltStep) * g <= objective); halvings++) {
      if (decrease < SETTLED) return { tilt, objective, cumulants };
      if (halvings === MOST_HALVINGS) return null;
      scale /= 2;
      next = grid.cumulants(tilt + scale * tiltStep, shift + scale * shiftStep);
    }
    tilt += scale * tiltStep;
    shift += scale * shiftStep;
    cumulants = next;
    objective = cumulants.value - tilt * g;
    if (decrease < SETTLED) return { tilt, objective, cumulants };
  }
  return null;
}
