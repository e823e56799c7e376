import { binCount, NumericColumnSchema } from '../schema/ProfileSchema';
import { emptyMoments, Moments, MOMENT_LIMIT } from './Moments';
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

/**
 * Counts the values of one numeric column, one at a time and without allocating.
 *
 * All of its numbers lie beside each other, and those of the next column behind them: a row that is served alone touches
 * each column once, and then it is reading memory that takes the time.
 */
export class NumericColumnCounter {
  private readonly edgesFrom: number;
  private readonly countsFrom: number;
  private readonly end: number;

  /** How many numbers a column has. */
  static numbersOf(schema: NumericColumnSchema): number {
    return EDGES + schema.edges.length + binCount(schema);
  }

  /**
   * @param numbers - of all columns; of this one alone by default
   * @param from - where those of this column begin
   */
  constructor(
    schema: NumericColumnSchema,
    private readonly numbers = new Float64Array(NumericColumnCounter.numbersOf(schema)),
    private readonly from = 0,
  ) {
    this.edgesFrom = from + EDGES;
    this.countsFrom = this.edgesFrom + schema.edges.length;
    this.end = this.countsFrom + binCount(schema);
    // A reference without a finite value has no range, so nothing lies outside it.
    numbers[from + RANGE_MIN] = schema.min ?? -Infinity;
    numbers[from + RANGE_MAX] = schema.max ?? Infinity;
    numbers.set(schema.edges, this.edgesFrom);
    this.reset();
  }

  /** Counts one value; NaN is missing. */
  observe(value: number): void {
    const { numbers, from } = this;
    if (Number.isNaN(value)) {
      numbers[this.end - 1]++;
      return;
    }
    numbers[this.countsFrom + this.binOf(value)]++;
    if (value < numbers[from + RANGE_MIN]) numbers[from + BELOW]++;
    else if (value > numbers[from + RANGE_MAX]) numbers[from + ABOVE]++;
    if (value >= -MOMENT_LIMIT && value <= MOMENT_LIMIT) this.addToMoments(value);
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
   * all of the at most nine edges: where a walk or a binary search would stop can't be predicted by the
   * processor, and a wrong guess costs more than the comparisons.
   */
  private binOf(value: number): number {
    const { numbers, countsFrom } = this;
    let bin = 0;
    for (let i = this.edgesFrom; i < countsFrom; i++) bin += +(numbers[i] < value);
    return bin;
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
