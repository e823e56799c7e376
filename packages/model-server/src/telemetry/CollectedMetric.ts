import { Metric, Registry } from 'prom-client';
import { Histogram } from '../statistics/VersionStatistics';

export interface Sample {
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
  /** For the parts of a histogram: what is appended to the metric's name. */
  readonly suffix?: string;
}

/**
 * A metric that is counted elsewhere and read when it is asked for. prom-client's own count in the process, and its
 * histograms can't be given counts; its registry and text format take anything that can be read.
 */
export class CollectedMetric {
  readonly aggregator = 'sum';

  constructor(
    readonly type: 'counter' | 'gauge' | 'histogram',
    readonly name: string,
    readonly help: string,
    private readonly read: () => Sample[],
  ) {}

  registerIn(registry: Registry): void {
    registry.registerMetric(this as unknown as Metric);
  }

  /** What the registry calls. */
  async get() {
    const { name, help, type, aggregator } = this;
    const values = this.read().map(({ value, labels = {}, suffix }) => ({
      value,
      labels,
      ...(suffix && { metricName: name + suffix }),
    }));
    return { name, help, type, aggregator, values };
  }

  /** What the registry calls when it is reset: nothing, since the numbers aren't ours. */
  reset(): void {}
}

/**
 * A histogram's samples: how many values there are up to each bound, their sum and their number.
 *
 * @param bounds - in the metric's unit
 * @param unit - what the sum is multiplied by to be in the metric's unit
 */
export function samplesOf(
  { counts, sum }: Histogram,
  bounds: readonly number[],
  unit: number,
): Sample[] {
  let count = 0;
  const buckets = counts.map((inBucket, i) => {
    count += inBucket;
    const le = i < bounds.length ? String(bounds[i]) : '+Inf';
    return { suffix: '_bucket', labels: { le }, value: count };
  });
  return [...buckets, { suffix: '_sum', value: sum * unit }, { suffix: '_count', value: count }];
}
