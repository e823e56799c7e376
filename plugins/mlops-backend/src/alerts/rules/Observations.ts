import type { AlertCondition, Interval } from '@mlops-backstage/plugin-mlops-common';
import { intervalStart } from '../../monitoring/intervals';
import type { CompleteRule } from './AlertRule';
import { judgeIntervals } from './judge/judgeIntervals';
import type { JudgedInterval } from './judge/judgeIntervals';
import type { ObservedMetric, ObservedVersion } from './Judgement';

type PerformanceCondition = NonNullable<AlertCondition['performance']>;

/** What rules look at, handed in by the areas that watch deployments. Times are in milliseconds since 1970, UTC. */
export interface WatchedTraffic {
  /** The first and the last time that there is traffic of, not before a time if given. */
  extent(
    deployment: string,
    from: number | undefined,
  ): Promise<{ first: number; last: number } | undefined>;
  /** The end of the last interval that may be judged, of those that start at a time or later; undefined where none may. */
  closedUntil(
    deployment: string,
    after: number | undefined,
    interval: Interval,
    now: number,
  ): Promise<number | undefined>;
  /**
   * From when to when traffic lies that came too late to be judged: behind a time that was judged until, and later than a
   * time. Undefined where none did.
   */
  missed(
    deployment: string,
    judgedUntil: number,
    since: number,
  ): Promise<{ from: number; until: number } | undefined>;
  /**
   * The intervals that are over and to which nothing is being added, in order of time.
   *
   * @param what - `traffic` where drift isn't needed
   */
  settled(
    deployment: string,
    range: { after: number; before: number },
    interval: Interval,
    now: number,
    what: 'all' | 'traffic',
  ): Promise<ObservedVersion[]>;
  /** What a metric came to by labels, in intervals that are over and have a confidence band. */
  metrics(
    deployment: string,
    range: { after: number; before: number },
    interval: Interval,
    condition: PerformanceCondition,
  ): Promise<ObservedMetric[]>;
  /** When the last request of each deployment came, by the clock. */
  lastArrivals(): Promise<Map<string, number>>;
}

const DAY_MS = 24 * 3_600_000;

/** Read at a time, so that a long past is never all in memory. */
const SLICES_MS: Record<Interval, number> = {
  hour: 7 * DAY_MS,
  day: 90 * DAY_MS,
  week: 700 * DAY_MS,
  month: 3_000 * DAY_MS,
};

/** A time at which no interval is cut apart: hours may be told as whole days where they are long past. */
const cut = (time: number, interval: Interval) =>
  intervalStart(time, interval === 'hour' ? 'day' : interval);

/** Reads what rules of one interval haven't looked at yet, and has them judge it. */
export class Observations {
  constructor(private readonly traffic: WatchedTraffic) {}

  /**
   * What each rule says of the intervals that are new to it.
   *
   * @param rules - all of the interval, each with how far it has looked
   * @returns in the order of the rules
   */
  async judge(
    deployment: string,
    interval: Interval,
    rules: ReadonlyArray<{ rule: CompleteRule; after: number | null }>,
    now: number,
  ): Promise<JudgedInterval[][]> {
    const judged: JudgedInterval[][] = rules.map(() => []);
    const starts = rules.map(({ after }) => after ?? -Infinity);
    const conditions = rules.map(({ rule }) => rule.condition);
    const needsVersions = conditions.some(({ performance }) => !performance);
    const what = conditions.some(({ drift, dataQuality }) => drift || dataQuality)
      ? 'all'
      : 'traffic';
    const earliest = Math.min(...starts);
    let from = Number.isFinite(earliest) ? earliest : undefined;
    let end: number | undefined;
    for (;;) {
      const extent = await this.traffic.extent(deployment, from);
      if (!extent || extent.first >= now) {
        return judged;
      }
      // Labels have a way of their own to be waited for.
      end ??= needsVersions ? await this.traffic.closedUntil(deployment, from, interval, now) : now;
      if (end === undefined || extent.first >= end) {
        return judged;
      }
      // Where nothing was for long, nothing is read either.
      const after = Math.max(from ?? -Infinity, cut(extent.first, interval));
      const range = { after, before: Math.min(cut(after + SLICES_MS[interval], interval), end) };
      const versions = needsVersions
        ? await this.traffic.settled(deployment, range, interval, now, what)
        : [];
      for (const [index, { rule }] of rules.entries()) {
        const isNew = ({ start }: { start: number }) => start >= starts[index];
        const { performance } = rule.condition;
        const metrics = performance
          ? await this.traffic.metrics(deployment, range, interval, performance)
          : [];
        judged[index].push(
          ...judgeIntervals(rule, {
            versions: versions.filter(isNew),
            metrics: metrics.filter(isNew),
          }),
        );
      }
      if (range.before >= end) {
        return judged.map((intervals, index) =>
          rules[index].rule.condition.performance ? upToLastJudged(intervals) : intervals,
        );
      }
      from = range.before;
    }
  }
}

/** Labels come later than predictions: an interval without enough of them is waited for until a later one has enough. */
function upToLastJudged(intervals: JudgedInterval[]): JudgedInterval[] {
  const last = intervals.findLastIndex(({ judgement }) => judgement !== undefined);
  return intervals.slice(0, last + 1);
}
