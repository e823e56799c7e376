import { ClusteredRatio } from '@mlops-backstage/model-profile';

/** Ratios over rows of which those of one request come together. */
export class RequestSums<Name extends string> {
  private readonly ratios: Record<Name, ClusteredRatio>;
  private readonly open: Record<Name, { numerator: number; denominator: number }>;
  private request: string | undefined;
  private begun = 0;
  private rows = 0;

  constructor(private readonly names: readonly Name[]) {
    const of = <T>(make: () => T) =>
      Object.fromEntries(names.map(name => [name, make()])) as Record<Name, T>;
    this.ratios = of(() => new ClusteredRatio());
    this.open = of(() => ({ numerator: 0, denominator: 0 }));
  }

  /** Requests begun. */
  get requests(): number {
    return this.begun;
  }

  /** Rows begun. */
  get labelled(): number {
    return this.rows;
  }

  /** Tells which request the row is of that is added next; rows of a request have to come one after the other. */
  begin(request: string): void {
    this.rows++;
    if (request !== this.request) {
      this.close();
      this.request = request;
      this.begun++;
    }
  }

  add(name: Name, numerator: number, denominator: number): void {
    const sums = this.open[name];
    sums.numerator += numerator;
    sums.denominator += denominator;
  }

  /** The ratios of all requests, once there are no more rows. */
  finished(): Record<Name, ClusteredRatio> {
    this.close();
    this.request = undefined;
    return this.ratios;
  }

  private close(): void {
    for (const name of this.names) {
      const { numerator, denominator } = this.open[name];
      this.ratios[name].add(numerator, denominator);
      this.open[name] = { numerator: 0, denominator: 0 };
    }
  }
}
