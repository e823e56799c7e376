import { setImmediate as turn } from 'node:timers/promises';
import { InputError } from '@backstage/errors';
import type {
  ChartInterval,
  Performance,
  PerformanceMetric,
  PerformancePoint,
  Prediction,
  ProblemType,
} from '@mlops-backstage/plugin-mlops-common';
import { chooseInterval, intervalStart } from '../monitoring/intervals';
import type { TimeRange } from '../monitoring/WindowStore';
import { OutputReader } from '../predictions/OutputReader';
import { betterOf, metricsOf, tallyOf } from './metricsOf';
import type { ServedQuery, ServedRowStore } from './ServedRowStore';
import { sliceRows } from './sliceRows';
import { NOTHING } from './Tally';
import type { Calibration, Tallied, Tally } from './Tally';

/** 1 minus the confidence of an interval. */
const ALPHA = 0.05;
/** Unless a shorter one is asked for: a metric says little of few rows. */
const SHORTEST = 'hour';
/** Rows of one answer, of all versions: more take longer than anybody waits. */
const MAX_ROWS = 500_000;

/** What of a deployment's performance is asked for. */
export interface PerformanceQuery {
  /** Only this version; without it all that have logged predictions. */
  version?: number;
  /** Only this metric; without it all of the kind of problem. */
  metric?: PerformanceMetric;
  /** A kept column, by whose values the whole range is told apart. */
  slice?: string;
}

/** What performance needs to know of others, handed in by the areas that own it. */
export interface MeasuredVersions {
  /** Undefined for a deployment that isn't there. */
  problemTypeOf(deployment: string): Promise<ProblemType | undefined>;
  versionOf(deployment: string, version: number): Promise<{ prediction: Prediction } | undefined>;
  /** What the scores of a version come to in truth, as far as that is known from before. */
  calibrationOf(deployment: string, version: number): Promise<Calibration | undefined>;
}

/** A version whose predictions can be read. */
interface MeasuredVersion {
  version: number;
  reader: OutputReader;
  query: ServedQuery;
  calibration?: Calibration;
}

/** How good predictions turned out to be, over time and by values of a column. */
export class PerformanceService {
  constructor(
    private readonly rows: ServedRowStore,
    private readonly versions: MeasuredVersions,
    private readonly maxRows: number = MAX_ROWS,
  ) {}

  /**
   * A point for each interval, version and metric that there are logged predictions of, in order of time.
   *
   * @throws `InputError` for a metric that the kind of problem doesn't have, or too many intervals
   */
  async series(
    deployment: string,
    range: TimeRange,
    interval: ChartInterval | 'auto',
    { version, metric, slice }: PerformanceQuery = {},
  ): Promise<Performance> {
    const problemType = (await this.versions.problemTypeOf(deployment)) ?? 'other';
    const metrics = chosen(metricsOf(problemType), metric);
    const numbers = version === undefined ? await this.rows.versions(deployment) : [version];
    const { measured, extent, truncatedBefore } = await this.measurable(
      deployment,
      problemType,
      numbers,
      range,
    );
    const cut = chooseInterval(interval, extent && { ...extent, spanMs: 0 }, SHORTEST);
    const points: PerformancePoint[] = [];
    let unusable = 0;
    if (metrics.length > 0) {
      for (const one of measured) {
        for await (const { start, tallied } of this.intervals(one, cut)) {
          unusable += tallied.unusable;
          points.push(...metrics.map(name => pointOf(start, one.version, name, tallied)));
        }
      }
    }
    return {
      interval: cut,
      confidence: 1 - ALPHA,
      metrics: metrics.map(name => ({ name, better: betterOf(name) })),
      unusable,
      ...(truncatedBefore !== undefined && {
        truncatedBefore: new Date(truncatedBefore).toISOString(),
      }),
      points: points.sort((a, b) => Date.parse(a.start) - Date.parse(b.start)),
      ...(slice !== undefined && {
        slices: await sliceRows(this.rows, measured, slice, metrics, ALPHA),
      }),
    };
  }

  /** The versions that are known, with the newest rows of each that an answer has room for. */
  private async measurable(
    deployment: string,
    problemType: ProblemType,
    numbers: number[],
    range: TimeRange,
  ) {
    const room = Math.floor(this.maxRows / Math.max(numbers.length, 1));
    const measured: MeasuredVersion[] = [];
    const extents: Array<{ first: number; last: number }> = [];
    let truncatedBefore: number | undefined;
    for (const version of numbers) {
      const found = await this.versions.versionOf(deployment, version);
      const asked = { deployment, version, range };
      const before = await this.rows.timeOfRow(asked, room);
      const from = before === undefined ? range.from : before + 1;
      if (before !== undefined) {
        truncatedBefore = Math.max(truncatedBefore ?? 0, before + 1);
      }
      const query = { ...asked, range: { ...range, from } };
      const extent = found && (await this.rows.extent(query));
      if (extent) {
        extents.push(extent);
        measured.push({
          version,
          reader: new OutputReader(problemType, found.prediction),
          query,
          calibration: await this.versions.calibrationOf(deployment, version),
        });
      }
    }
    return {
      measured,
      extent:
        extents.length === 0
          ? undefined
          : {
              first: Math.min(...extents.map(({ first }) => first)),
              last: Math.max(...extents.map(({ last }) => last)),
            },
      truncatedBefore,
    };
  }

  private async *intervals(
    { reader, query, calibration }: MeasuredVersion,
    interval: ChartInterval,
  ): AsyncIterable<{ start: number; tallied: Tallied }> {
    let present: { start: number; tally: Tally } | undefined;
    for await (const row of this.rows.read(query)) {
      const start = intervalStart(row.time, interval);
      if (present?.start !== start) {
        if (present) {
          yield { start: present.start, tallied: present.tally.figures(ALPHA, calibration) };
          // Others of the process get their turn between two intervals.
          await turn();
        }
        present = { start, tally: tallyOf(reader) };
      }
      present.tally.add(row);
    }
    if (present) {
      yield { start: present.start, tallied: present.tally.figures(ALPHA, calibration) };
    }
  }
}

function chosen(
  metrics: readonly PerformanceMetric[],
  asked: PerformanceMetric | undefined,
): readonly PerformanceMetric[] {
  if (asked === undefined) {
    return metrics;
  }
  if (!metrics.includes(asked)) {
    throw new InputError(
      metrics.length === 0
        ? `Labels give no metrics of this kind of model`
        : `The metrics of this model are ${metrics.join(', ')}, not ${asked}`,
    );
  }
  return [asked];
}

function pointOf(
  start: number,
  version: number,
  metric: PerformanceMetric,
  { rows, figures, estimates }: Tallied,
): PerformancePoint {
  const estimated = estimates.get(metric as never);
  return {
    start: new Date(start).toISOString(),
    version,
    metric,
    ...(figures.get(metric) ?? NOTHING),
    rows,
    ...(estimated && { estimated: { ...estimated, method: 'cbpe' as const } }),
  };
}
