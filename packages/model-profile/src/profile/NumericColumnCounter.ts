import { binCount, NumericColumnSchema } from '../schema/ProfileSchema';
import { emptyMoments, Moments, MOMENT_LIMIT } from './Moments';
import { CountedRows, LANES, USUAL_EDGES } from './floatRows/countRows';
import { NumericColumnProfile } from './Profile';

/** Where each is, from the beginning of a column's numbers; then come the edges and the counts of the bins. */
const RANGE_MIN = 0;
const RANGE_MAX = 1;
const BELOW = 2;
const ABOVE = 3;
const COUNT = 4;
const MEAN = 5;
const M2 = 6;
const MIN = 7;
const MAX = 8;
const EDGES = 9;

/** Values that are counted together; fewer are counted one by one. */
const MIN_BLOCK = 4;
const MAX_BLOCK = 64;

/** How many values each bin has of the block that is being counted. */
const blockCounts = new Int32Array(USUAL_EDGES + 1);

/** Values of a numeric column; null and undefined are missing. */
export type NumericValues = ArrayLike<number | bigint | null | undefined>;

/**
 * Counts the values of one numeric column without allocating.
 *
 * All of its numbers lie beside each other, and those of the next column behind them: a row that is served alone touches
 * each column once, and then it is reading memory that takes the time.
 */
export class NumericColumnCounter {
  private readonly edgesFrom: number;
  private readonly countsFrom: number;
  private readonly end: number;
  private readonly hasUsualEdges: boolean;

  /** How many numbers a column has. One with fewer edges than usual has Infinity after them, which nothing is larger than. */
  static numbersOf(schema: NumericColumnSchema): number {
    return EDGES + Math.max(schema.edges.length, USUAL_EDGES) + binCount(schema);
  }

  /**
   * @param numbers - of all columns; of this one alone by default
   * @param from - where those of this column begin
   */
  constructor(
    private readonly schema: NumericColumnSchema,
    private readonly numbers = new Float64Array(NumericColumnCounter.numbersOf(schema)),
    private readonly from = 0,
  ) {
    this.edgesFrom = from + EDGES;
    this.countsFrom = this.edgesFrom + Math.max(schema.edges.length, USUAL_EDGES);
    this.end = this.countsFrom + binCount(schema);
    this.hasUsualEdges = schema.edges.length <= USUAL_EDGES;
    // A reference without a finite value has no range, so nothing lies outside it.
    numbers[from + RANGE_MIN] = schema.min ?? -Infinity;
    numbers[from + RANGE_MAX] = schema.max ?? Infinity;
    numbers.fill(Infinity, this.edgesFrom, this.countsFrom);
    numbers.set(schema.edges, this.edgesFrom);
    this.reset();
  }

  get edges(): readonly number[] {
    return this.schema.edges;
  }

  /** Counts one value; NaN is missing. */
  observe(value: number): void {
    const { numbers } = this;
    if (Number.isNaN(value)) {
      numbers[this.end - 1]++;
      return;
    }
    numbers[this.countsFrom + this.binOf(value)]++;
    this.addToOutside(value);
    if (Math.abs(value) <= MOMENT_LIMIT) this.addToMoments(value);
  }

  /** Counts `count` values: values[offset], values[offset + stride], … */
  observeAll(values: NumericValues, count: number, offset: number, stride: number): void {
    let left = count;
    let at = offset;
    while (this.hasUsualEdges && left >= MIN_BLOCK) {
      const size = Math.min(left, MAX_BLOCK);
      this.observeBlock(values, size, at, stride);
      left -= size;
      at += size * stride;
    }
    for (; left > 0; left--, at += stride) this.observe(toDouble(values[at]));
  }

  /** Divides, and writes the column's numbers, once for all values instead of for each. */
  private observeBlock(values: NumericValues, size: number, offset: number, stride: number): void {
    const { numbers, edgesFrom } = this;
    const e0 = numbers[edgesFrom];
    const e1 = numbers[edgesFrom + 1];
    const e2 = numbers[edgesFrom + 2];
    const e3 = numbers[edgesFrom + 3];
    const e4 = numbers[edgesFrom + 4];
    const e5 = numbers[edgesFrom + 5];
    const e6 = numbers[edgesFrom + 6];
    const e7 = numbers[edgesFrom + 7];
    const e8 = numbers[edgesFrom + 8];
    let count = 0;
    let first = 0;
    let sum = 0;
    let squares = 0;
    let min = Infinity;
    let max = -Infinity;
    for (let i = 0, at = offset; i < size; i++, at += stride) {
      const value = toDouble(values[at]);
      if (Number.isNaN(value)) continue;
      if (count++ === 0) first = value;
      const gap = value - first;
      sum += gap;
      squares += gap * gap;
      min = value < min ? value : min;
      max = value > max ? value : max;
      // As in `binOf`.
      const low = +(e0 < value) + +(e1 < value) + +(e2 < value) + +(e3 < value);
      const high = +(e4 < value) + +(e5 < value) + +(e6 < value) + +(e7 < value) + +(e8 < value);
      blockCounts[low + high]++;
    }
    this.takeBlockCounts();
    numbers[this.end - 1] += size - count;
    if (count === 0) return;
    const isWithin = min >= -MOMENT_LIMIT && max <= MOMENT_LIMIT;
    if (isWithin) this.addBlockMoments(count, first, sum, squares, min, max);
    else {
      for (let i = 0, at = offset; i < size; i++, at += stride) {
        const value = toDouble(values[at]);
        if (Math.abs(value) <= MOMENT_LIMIT) this.addToMoments(value);
      }
    }
    if (this.reachesOutside(min, max)) this.observeOutside(values, size, offset, stride);
  }

  /**
   * Counts rows that were gone through already. Not those outside the reference's range, see `observeOutside`.
   *
   * @param lane - of this column, in which all values are finite
   * @returns whether there are any outside
   */
  addCounted(
    { above, first, sums, squares, min, max }: CountedRows,
    lane: number,
    rows: number,
  ): boolean {
    let left = rows;
    for (let edge = 0; edge < USUAL_EDGES; edge++) {
      const larger = above[edge * LANES + lane];
      blockCounts[edge] = left - larger;
      left = larger;
    }
    blockCounts[USUAL_EDGES] = left;
    this.takeBlockCounts();
    // As far as float32 goes, none is beyond MOMENT_LIMIT.
    this.addBlockMoments(rows, first[lane], sums[lane], squares[lane], min[lane], max[lane]);
    return this.reachesOutside(min[lane], max[lane]);
  }

  /** Counts those of the values that are outside the reference's range, as that; besides they are counted elsewhere. */
  observeOutside(values: NumericValues, count: number, offset: number, stride: number): void {
    for (let i = 0, at = offset; i < count; i++, at += stride) {
      this.addToOutside(toDouble(values[at]));
    }
  }

  private reachesOutside(min: number, max: number): boolean {
    const { numbers, from } = this;
    return min < numbers[from + RANGE_MIN] || max > numbers[from + RANGE_MAX];
  }

  /** @param sum - of the values' distances from the first, as `squares` */
  private addBlockMoments(
    count: number,
    first: number,
    sum: number,
    squares: number,
    min: number,
    max: number,
  ): void {
    // The first value is one of them, so their squares are at most `count` times what is left of them: two digits are lost.
    this.mergeMoments(count, first + sum / count, squares - (sum * sum) / count, min, max);
  }

  private takeBlockCounts(): void {
    const { numbers, countsFrom } = this;
    // Bins beyond the last edge have no counts; in their place are others.
    for (let bin = 0; bin <= USUAL_EDGES; bin++) {
      if (blockCounts[bin] === 0) continue;
      numbers[countsFrom + bin] += blockCounts[bin];
      blockCounts[bin] = 0;
    }
  }

  /** What was observed since the last take; counting starts anew. */
  take(): NumericColumnProfile {
    const { numbers, from } = this;
    const profile: NumericColumnProfile = {
      kind: 'numeric',
      counts: Array.from(numbers.subarray(this.countsFrom, this.end)),
      below: numbers[from + BELOW],
      above: numbers[from + ABOVE],
      moments: this.moments(),
    };
    this.reset();
    return profile;
  }

  /**
   * The number of edges below the value, which is the index of its right-closed bin. It compares with
   * all edges, of which there are nine as a rule: where a walk or a binary search would stop can't be predicted by the
   * processor, and a wrong guess costs more than the comparisons.
   */
  private binOf(value: number): number {
    const { numbers, countsFrom } = this;
    let bin = 0;
    for (let i = this.edgesFrom; i < countsFrom; i++) bin += +(numbers[i] < value);
    return bin;
  }

  private addToOutside(value: number): void {
    const { numbers, from } = this;
    if (value < numbers[from + RANGE_MIN]) numbers[from + BELOW]++;
    else if (value > numbers[from + RANGE_MAX]) numbers[from + ABOVE]++;
  }

  /** Welford: "Note on a Method for Calculating Corrected Sums of Squares and Products" (1962). */
  private addToMoments(value: number): void {
    const { numbers, from } = this;
    const count = numbers[from + COUNT] + 1;
    const gap = value - numbers[from + MEAN];
    const mean = numbers[from + MEAN] + gap / count;
    numbers[from + COUNT] = count;
    numbers[from + MEAN] = mean;
    numbers[from + M2] += gap * (value - mean);
    if (value < numbers[from + MIN]) numbers[from + MIN] = value;
    if (value > numbers[from + MAX]) numbers[from + MAX] = value;
  }

  /**
   * Adds the moments of a block, which are taken of its values' distances from the first. Both that and how they are added are
   * of Chan, Golub, LeVeque: "Algorithms for Computing the Sample Variance: Analysis and Recommendations" (1983).
   */
  private mergeMoments(count: number, mean: number, m2: number, min: number, max: number): void {
    const { numbers, from } = this;
    const before = numbers[from + COUNT];
    const total = before + count;
    const gap = mean - numbers[from + MEAN];
    numbers[from + COUNT] = total;
    numbers[from + MEAN] += gap * (count / total);
    numbers[from + M2] += m2 + gap * gap * ((before * count) / total);
    if (min < numbers[from + MIN]) numbers[from + MIN] = min;
    if (max > numbers[from + MAX]) numbers[from + MAX] = max;
  }

  private moments(): Moments {
    const { numbers, from } = this;
    if (numbers[from + COUNT] === 0) return emptyMoments();
    return {
      count: numbers[from + COUNT],
      mean: numbers[from + MEAN],
      m2: numbers[from + M2],
      min: numbers[from + MIN],
      max: numbers[from + MAX],
    };
  }

  private reset(): void {
    const { numbers, from } = this;
    numbers.fill(0, from + BELOW, from + MIN);
    numbers[from + MIN] = Infinity;
    numbers[from + MAX] = -Infinity;
    numbers.fill(0, this.countsFrom, this.end);
  }
}

function toDouble(value: number | bigint | null | undefined): number {
  if (typeof value === 'number') return value;
  return typeof value === 'bigint' ? Number(value) : NaN;
}
