/**
 * Finds frequent values in bounded memory: the space-saving counters of Metwally, Agrawal & El Abbadi, "Efficient
 * computation of frequent and top-k elements in data streams" (2005). With no more different values than counters the
 * counts are exact; with more of them, every value that makes up more than a counter's share of the rows is among those
 * found.
 */
export class FrequentValues {
  private readonly counts = new Map<string | null, number>();

  /** @param most - counters, at least 1 */
  constructor(private readonly most: number) {}

  add(value: string | null): void {
    const { counts } = this;
    const count = counts.get(value);
    if (count !== undefined || counts.size < this.most) {
      counts.set(value, (count ?? 0) + 1);
      return;
    }
    let rarest: [string | null, number] = [null, Infinity];
    for (const entry of counts) {
      if (entry[1] < rarest[1]) {
        rarest = entry;
      }
    }
    counts.delete(rarest[0]);
    counts.set(value, rarest[1] + 1);
  }

  /** The most frequent values, of equally frequent ones the one that came first. */
  top(most: number): Array<string | null> {
    return [...this.counts]
      .sort(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([value]) => value);
  }
}
