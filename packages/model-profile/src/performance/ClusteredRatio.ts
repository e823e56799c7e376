import { Interval, checkAlpha } from '../paired/Interval';
import { normalQuantile } from '../paired/normal';
import { wilsonInterval } from '../paired/wilsonInterval';

/** Fewer clusters say too little of how means scatter for the central limit theorem. */
const FEWEST_CLUSTERS = 30;

/**
 * A ratio of two sums over rows that come in clusters, such as those of one request: hits over rows, errors over rows. It
 * holds five sums however many there are.
 *
 * The variance is that of a ratio estimator over clusters: Cochran, "Sampling techniques" (1977), section 6.3; with
 * clusters of one row and rows as the denominator it is that of a mean.
 */
export class ClusteredRatio {
  private clusters = 0;
  private numerator = 0;
  private denominator = 0;
  private squares = 0;
  private products = 0;
  private denominatorSquares = 0;

  /** Adds one cluster: what its rows sum up to. Finite numbers; the denominator at least 0. */
  add(numerator: number, denominator: number): void {
    if (denominator === 0) return;
    this.clusters++;
    this.numerator += numerator;
    this.denominator += denominator;
    this.squares += numerator * numerator;
    this.products += numerator * denominator;
    this.denominatorSquares += denominator * denominator;
  }

  /** The sum of the denominators. */
  get weight(): number {
    return this.denominator;
  }

  /** Undefined where there is nothing to divide by. */
  get value(): number | undefined {
    return this.denominator === 0 ? undefined : this.numerator / this.denominator;
  }

  /**
   * The interval of a mean by the central limit theorem; undefined for fewer than 30 clusters.
   *
   * @param alpha - 1 minus the confidence, in (0, 1)
   * @throws RangeError when alpha is outside its range
   */
  meanInterval(alpha: number): Interval | undefined {
    checkAlpha(alpha);
    const { value, clusters } = this;
    if (value === undefined || clusters < FEWEST_CLUSTERS) return undefined;
    const deviation = Math.sqrt((this.spread(value) * clusters) / (clusters - 1));
    const radius = (normalQuantile(1 - alpha / 2) * deviation) / this.denominator;
    return { low: value - radius, high: value + radius };
  }

  /**
   * The interval of a share, numerators being counts among the denominators. It is Wilson's; where rows come together,
   * it is that of the number of independent rows that would say as much: Korn & Graubard, "Confidence intervals for
   * proportions with small expected number of positive counts estimated from survey data" (1998), with Wilson's interval
   * in place of the exact one, and never of more rows than there are.
   *
   * @param alpha - 1 minus the confidence, in (0, 1)
   * @throws RangeError when alpha is outside its range
   */
  shareInterval(alpha: number): Interval | undefined {
    checkAlpha(alpha);
    const { value, denominator } = this;
    if (value === undefined) return undefined;
    const effect = Math.max(this.designEffect(value), 1);
    return effect < 1 + 1e-9
      ? wilsonInterval(this.numerator, denominator, alpha)
      : wilsonShare(value, denominator / effect, alpha);
  }

  /** How many times larger the variance is than that of as many independent rows. */
  private designEffect(value: number): number {
    return value === 0 || value === 1
      ? // Nothing scatters, so that nothing says how alike rows of a cluster are: as alike as can be.
        this.denominatorSquares / this.denominator
      : this.spread(value) / (value * (1 - value) * this.denominator);
  }

  /** Σ (numerator − value · denominator)² over clusters. */
  private spread(value: number): number {
    const { squares, products, denominatorSquares } = this;
    return Math.max(squares - 2 * value * products + value * value * denominatorSquares, 0);
  }
}

/** Wilson's interval of a share among a number of rows that needn't be whole. */
function wilsonShare(share: number, rows: number, alpha: number): Interval {
  const z2 = normalQuantile(1 - alpha / 2) ** 2;
  const centre = (share * rows + z2 / 2) / (rows + z2);
  const spread = Math.sqrt(z2 * (rows * share * (1 - share) + z2 / 4)) / (rows + z2);
  return {
    low: share === 0 ? 0 : centre - spread,
    high: share === 1 ? 1 : centre + spread,
  };
}
