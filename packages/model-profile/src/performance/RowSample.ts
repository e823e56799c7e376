import { SeededRandom } from '../paired/SeededRandom';

/**
 * Columns of numbers about rows, of which a uniform sample is kept where there are too many: algorithm R of Vitter,
 * "Random sampling with a reservoir" (1985). Room for rows is taken
 * as they come.
 */
export class RowSample<Name extends string> {
  private readonly columns: Record<Name, Float64Array>;
  private length = 0;
  private seen = 0;
  private readonly random: SeededRandom;

  /**
   * @param most - rows kept, at least 1
   * @param seed - the same seed keeps the same rows of the same ones
   */
  constructor(
    private readonly names: readonly Name[],
    private readonly most: number,
    seed: number,
  ) {
    this.random = new SeededRandom(seed);
    this.columns = this.sized(Math.min(16, most));
  }

  /** Rows that were added, kept or not. */
  get rows(): number {
    return this.seen;
  }

  add(row: Readonly<Record<Name, number>>): void {
    this.seen++;
    let at = this.length;
    if (this.length < this.most) {
      this.makeRoom();
      this.length++;
    } else {
      at = this.random.below(this.seen);
      if (at >= this.most) {
        return;
      }
    }
    for (const name of this.names) {
      this.columns[name][at] = row[name];
    }
  }

  /** A column of what is kept, in one order for all columns. */
  column(name: Name): Float64Array {
    return this.columns[name].subarray(0, this.length);
  }

  private makeRoom(): void {
    const { names, columns } = this;
    if (this.length < columns[names[0]].length) {
      return;
    }
    const larger = this.sized(Math.min(2 * this.length, this.most));
    for (const name of names) {
      larger[name].set(columns[name]);
      columns[name] = larger[name];
    }
  }

  private sized(length: number): Record<Name, Float64Array> {
    return Object.fromEntries(this.names.map(name => [name, new Float64Array(length)])) as Record<
      Name,
      Float64Array
    >;
  }
}
