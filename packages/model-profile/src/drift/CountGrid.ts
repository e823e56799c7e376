import { logTerm } from './logLikelihoodRatio';
import { stirlingError } from './stirlingError';

/** How far from its expectation a bin's count is followed, in standard deviations of the tilted count. */
const REACH = 7;
/** Counts followed beyond that, for bins in which hardly any are expected. */
const MORE_COUNTS = 5;
/** Distance of the grid's points, in the same unit: for a bell-shaped sum it is exact to ten digits. */
const STEP = 0.65;
/** The nearest end of a bin's range at which counts still are bell-shaped. */
const FREE = 5;
/** Where counts run up against an end: distance in untilted standard deviations. */
const FINE_STEP = 0.25;
/** The least that tilting narrows counts by, for the grid. */
const NARROWEST = 0.3;
const WIDEST = 30;

/** The cumulant generating function at one place, with its derivatives. */
export interface Cumulants {
  readonly value: number;
  readonly statisticMean: number;
  /** Of the sum less m. */
  readonly sumMean: number;
  readonly statisticVariance: number;
  readonly covariance: number;
  readonly sumVariance: number;
}

/**
 * Grids of the counts that each bin may have, with what they add to G and how likely they are. A binomial probability is
 * exp(−f/2 + c), f being the very term of G, since both are deviances (Loader 2000).
 */
export class CountGrid {
  private readonly starts: number[] = [0];
  private readonly deviations: number[] = [];
  private readonly statistics: number[] = [];
  private readonly corrections: number[] = [];
  private logSteps = 0;

  /**
   * @param totals - values of both sides in each bin
   * @param share - of the values that are drawn
   * @param tilted - about how many times as wide counts scatter at the saddlepoint
   */
  constructor(totals: readonly number[], share: number, tilted: number) {
    const widened = Math.min(Math.max(tilted, 1), WIDEST);
    const narrowed = Math.min(Math.max(tilted, NARROWEST), 1);
    for (const total of totals) {
      const expected = total * share;
      const deviation = Math.sqrt(expected * (1 - share));
      const reach = REACH * deviation * widened + MORE_COUNTS;
      const free =
        Math.min(expected, total - expected) >= FREE * deviation * widened
          ? STEP * narrowed
          : FINE_STEP;
      const step = Math.max(1, Math.floor(deviation * free));
      const first = Math.max(0, Math.floor(expected - reach));
      const last = Math.min(total, Math.ceil(expected + reach));
      for (let count = first; count <= last; count += step) {
        this.add(count, total, expected);
      }
      this.starts.push(this.deviations.length);
      this.logSteps += Math.log(step);
    }
  }

  private add(count: number, total: number, expected: number): void {
    const rest = total - count;
    this.deviations.push(count - expected);
    this.statistics.push(2 * (logTerm(count, expected) + logTerm(rest, total - expected)));
    this.corrections.push(
      count === 0 || rest === 0
        ? 0
        : Math.log(total / (2 * Math.PI * count * rest)) / 2 +
            stirlingError(total) -
            stirlingError(count) -
            stirlingError(rest),
    );
  }

  /** @param tilt - conjugate of G; @param shift - of the sum */
  cumulants(tilt: number, shift: number): Cumulants {
    const { starts, deviations, statistics, corrections } = this;
    let value = this.logSteps;
    let statisticMean = 0;
    let sumMean = 0;
    let statisticVariance = 0;
    let covariance = 0;
    let sumVariance = 0;
    for (let bin = 0; bin + 1 < starts.length; bin++) {
      let mass = 0;
      let f = 0;
      let d = 0;
      let ff = 0;
      let fd = 0;
      let dd = 0;
      for (let i = starts[bin]; i < starts[bin + 1]; i++) {
        const statistic = statistics[i];
        const deviation = deviations[i];
        const weight = Math.exp(corrections[i] + (tilt - 0.5) * statistic + shift * deviation);
        mass += weight;
        f += weight * statistic;
        d += weight * deviation;
        ff += weight * statistic * statistic;
        fd += weight * statistic * deviation;
        dd += weight * deviation * deviation;
      }
      f /= mass;
      d /= mass;
      value += Math.log(mass);
      statisticMean += f;
      sumMean += d;
      statisticVariance += ff / mass - f * f;
      covariance += fd / mass - f * d;
      sumVariance += dd / mass - d * d;
    }
    return { value, statisticMean, sumMean, statisticVariance, covariance, sumVariance };
  }
}
