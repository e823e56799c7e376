/**
 * A running sum whose error stays at the last bit or two, however many numbers are added.
 *
 * A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen" (1974): what
 * each addition rounds away is summed beside it.
 */
export class CompensatedSum {
  private sum = 0;
  private lost = 0;

  add(value: number): void {
    const next = this.sum + value;
    this.lost +=
      Math.abs(this.sum) >= Math.abs(value) ? this.sum - next + value : value - next + this.sum;
    this.sum = next;
  }

  get value(): number {
    return this.sum + this.lost;
  }
}

/** Compensated mean of `term(0), …, term(count - 1)`; NaN when count is 0. */
export function meanOf(count: number, term: (index: number) => number): number {
  const sum = new CompensatedSum();
  for (let i = 0; i < count; i++) sum.add(term(i));
  return sum.value / count;
}
