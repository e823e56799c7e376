import { binCount, NumericColumnSchema } from '../schema/ProfileSchema';
import { emptyMoments, Moments, MOMENT_LIMIT } from './Moments';
import { NumericColumnProfile } from './Profile';

/** Counts the values of one numeric column, one at a time and without allocating. */
export class NumericColumnCounter {
  private readonly edges: Float64Array;
  private readonly rangeMin: number;
  private readonly rangeMax: number;
  private readonly counts: Float64Array;
  private below = 0;
  private above = 0;
  private count = 0;
  private mean = 0;
  private m2 = 0;
  private min = Infinity;
  private max = -Infinity;

  constructor(schema: NumericColumnSchema) {
    this.edges = Float64Array.from(schema.edges);
    // A reference without a finite value has no range, so nothing lies outside it.
    this.rangeMin = schema.min ?? -Infinity;
    this.rangeMax = schema.max ?? Infinity;
    this.counts = new Float64Array(binCount(schema));
  }

  /** Counts one value; NaN is missing. */
  observe(value: number): void {
    if (Number.isNaN(value)) {
      this.counts[this.counts.length - 1]++;
      return;
    }
    this.counts[this.binOf(value)]++;
    if (value < this.rangeMin) this.below++;
    else if (value > this.rangeMax) this.above++;
    if (value >= -MOMENT_LIMIT && value <= MOMENT_LIMIT) this.addToMoments(value);
  }

  /** What was observed since the last take; counting starts anew. */
  take(): NumericColumnProfile {
    const profile: NumericColumnProfile = {
      kind: 'numeric',
      counts: Array.from(this.counts),
      below: this.below,
      above: this.above,
      moments: this.moments(),
    };
    this.reset();
    return profile;
  }

  /**
   * The number of edges below the value, which is the index of its right-closed bin. It compares with
   * all of the at most nine edges: where a walk or a binary search would stop can't be predicted by the
   * processor, and a wrong guess costs more than the comparisons.
   */
  private binOf(value: number): number {
    const edges = this.edges;
    let bin = 0;
    for (let i = 0; i < edges.length; i++) bin += +(edges[i] < value);
    return bin;
  }

  /** Welford: "Note on a Method for Calculating Corrected Sums of Squares and Products" (1962). */
  private addToMoments(value: number): void {
    this.count++;
    const gap = value - this.mean;
    this.mean += gap / this.count;
    this.m2 += gap * (value - this.mean);
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }

  private moments(): Moments {
    if (this.count === 0) return emptyMoments();
    const { count, mean, m2, min, max } = this;
    return { count, mean, m2, min, max };
  }

  private reset(): void {
    this.counts.fill(0);
    this.below = 0;
    this.above = 0;
    this.count = 0;
    this.mean = 0;
    this.m2 = 0;
    this.min = Infinity;
    this.max = -Infinity;
  }
}
