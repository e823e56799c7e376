import { LatencySketch, mergeProfiles, sameSchema } from '@mlops-backstage/model-profile';
import type { Profile, ProfileSchema } from '@mlops-backstage/model-profile';
import type {
  ChartInterval,
  Drift,
  DriftPoint,
  Interval,
  Traffic,
  TrafficPoint,
} from '@mlops-backstage/plugin-mlops-common';
import { driftPoint } from './driftPoint';
import { chooseInterval, intervalEnd, intervalStart, tellableInterval } from './intervals';
import type { MonitoredVersion, MonitoredVersions } from './MonitoredVersion';
import type { ObserverStore } from './ObserverStore';
import { quantilesOf } from './quantilesOf';
import { summarize } from './summarize';
import type { IntervalSummary } from './summarize';
import { trafficPoint } from './trafficPoint';
import { ANSWERING } from './Window';
import type { WindowRole } from './Window';
import type { TimeRange, WindowExtent, WindowStore } from './WindowStore';

/** When a column counts as drifted. */
export interface DriftBounds {
  /** Corrected PSI above which a column may have drifted. */
  threshold: number;
  /** Chance of a false alarm, shared by the columns. */
  alpha: number;
}

/** What is judged by. */
export interface MonitoringBounds extends DriftBounds {
  /** Nothing may have been added to an interval for so long before it counts as settled, in milliseconds. */
  settlingMs: number;
}

/** What a version answered in an interval to which nothing is being added any more. */
export interface SettledInterval {
  /** Milliseconds since 1970, UTC. */
  start: number;
  /** The start of the next interval. */
  end: number;
  version: number;
  /** What it did there last, of canary and champion. */
  role: 'champion' | 'canary';
  traffic: TrafficPoint;
  /** Absent without rows, or without a reference to compare with. */
  drift?: DriftPoint;
}

/** What a version answered on a day, in short. */
export interface DaySum {
  version: number;
  requests: number;
  rows: number;
  errors: number;
  /** Mean PSI over the features; null where nothing could be compared. */
  averageDrift: number | null;
  /** Names of features. */
  drifted: string[];
  /** When something last came in; milliseconds since 1970, UTC. */
  updatedAt: number;
}

/** What of a deployment's windows is looked at. */
export interface Served {
  /** `answering`, which is the default, for champions and canaries. */
  role?: WindowRole | 'answering';
  /** Absent for all. */
  version?: number;
}

const rolesOf = (role: WindowRole | 'answering'): readonly WindowRole[] =>
  role === 'answering' ? ANSWERING : [role];

/** Gaps that one answer tells. */
const MAX_GAPS = 100;

/** Series of what a deployment answered or, of challengers, what they would have. */
export class MonitoringService {
  constructor(
    private readonly windows: WindowStore,
    private readonly versions: MonitoredVersions,
    private readonly bounds: MonitoringBounds,
    private readonly gaps: Pick<ObserverStore, 'listGaps'>,
  ) {}

  /** Where what a deployment answered lies in time; undefined where it answered nothing. */
  extent(deployment: string, range: TimeRange): Promise<WindowExtent | undefined> {
    return this.windows.extent(deployment, range, ANSWERING);
  }

  async traffic(
    deployment: string,
    range: TimeRange,
    interval: ChartInterval | 'auto',
    served: Served = {},
  ): Promise<Traffic> {
    const { chosen, summaries, versionOf } = await this.summarized(
      deployment,
      range,
      extent => chooseInterval(interval, extent),
      served,
    );
    const points: Traffic['points'] = [];
    const latency = new LatencySketch();
    for (const summary of summaries) {
      latency.merge(summary.latency);
      points.push(trafficPoint(summary, await versionOf(summary.version)));
    }
    const { role = 'answering', version } = served;
    const roles = rolesOf(role);
    const gaps = await this.gaps.listGaps(range, MAX_GAPS, { deployment, roles, version });
    return {
      interval: chosen,
      total: { ...totals(points), latencyMs: quantilesOf(latency) },
      gaps: gaps.map(({ from, until, lost, requests }) => ({
        from: new Date(from).toISOString(),
        until: new Date(until).toISOString(),
        lost,
        requests,
      })),
      points,
    };
  }

  /** @param reference - the span of time whose traffic is compared with; the versions' training data without one */
  async drift(
    deployment: string,
    range: TimeRange,
    interval: ChartInterval | 'auto',
    served: Served = {},
    reference?: Required<TimeRange>,
  ): Promise<Drift> {
    const { chosen, summaries, versionOf } = await this.summarized(
      deployment,
      range,
      extent => chooseInterval(interval, extent),
      served,
    );
    const compared = reference && (await this.profilesOf(deployment, reference, served));
    const points: DriftPoint[] = [];
    for (const summary of summaries) {
      const version = await versionOf(summary.version);
      const point = this.driftOf(
        summary,
        compared ? mergedUnder(version?.reference?.schema, compared) : version?.reference,
      );
      if (point) {
        points.push(point);
      }
    }
    const { threshold, alpha } = this.bounds;
    return {
      interval: chosen,
      threshold,
      alpha,
      reference: reference
        ? {
            kind: 'window',
            from: new Date(reference.from).toISOString(),
            to: new Date(reference.to).toISOString(),
          }
        : { kind: 'training' },
      points,
    };
  }

  /**
   * The whole intervals that are over and to which nothing was added for the settling time, so that traffic of the past
   * counts too once it has stopped arriving; in order of time, then version. What comes later still is added to them all
   * the same. Where windows were rolled up to longer ones than the interval, these are the intervals.
   *
   * @param range.after - leaves out intervals that start before it; milliseconds since 1970, UTC
   * @param range.before - leaves out intervals that end after it
   * @param what - `traffic` leaves out what needs the distributions, which take most of the time
   */
  async settled(
    deployment: string,
    { after, before }: { after?: number; before?: number },
    interval: Interval,
    now: number = Date.now(),
    what: 'all' | 'traffic' = 'all',
  ): Promise<SettledInterval[]> {
    const until = Math.min(before ?? now, now);
    const range = {
      from: after === undefined ? undefined : wholeFrom(after, interval),
      to: intervalStart(until, interval),
    };
    const { chosen, summaries, versionOf } = await this.summarized(
      deployment,
      range,
      extent => tellableInterval(interval, extent),
      {},
      what,
    );
    const latest = new Map<number, number>();
    for (const { start, updatedAt } of summaries) {
      latest.set(start, Math.max(latest.get(start) ?? 0, updatedAt));
    }
    const found: SettledInterval[] = [];
    for (const summary of summaries) {
      const { start, version, roles } = summary;
      const end = intervalEnd(start, chosen);
      const isWhole = start >= (after ?? start) && end <= until;
      if (isWhole && latest.get(start)! <= now - this.bounds.settlingMs) {
        const served = await versionOf(version);
        const drift = this.driftOf(summary, served?.reference);
        found.push({
          start,
          end,
          version,
          role: roles.has('champion') ? 'champion' : 'canary',
          traffic: trafficPoint(summary, served),
          ...(drift && { drift }),
        });
      }
    }
    return found;
  }

  /** What each version answered in a span of time, in short. */
  async daySum(deployment: string, range: Required<TimeRange>): Promise<DaySum[]> {
    const { summaries, versionOf } = await this.summarized(deployment, range, () => 'day');
    return Promise.all(
      summaries.map(async summary => {
        const { version, requests, rows, errors, updatedAt } = summary;
        const drift = this.driftOf(summary, (await versionOf(version))?.reference);
        return {
          version,
          requests,
          rows,
          errors,
          updatedAt,
          averageDrift: drift?.averageDrift ?? null,
          drifted: drift?.driftedColumns ?? [],
        };
      }),
    );
  }

  private driftOf(
    { start, version, profile }: IntervalSummary,
    reference: Profile | undefined,
  ): DriftPoint | undefined {
    return profile && profile.rows > 0 && reference
      ? driftPoint({ start, version, profile }, reference, this.bounds)
      : undefined;
  }

  /** What each version counted in a span of time. */
  private async profilesOf(
    deployment: string,
    range: TimeRange,
    served: Served,
  ): Promise<Profile[]> {
    const { summaries } = await this.summarized(deployment, range, () => 'month', served);
    return summaries.flatMap(({ profile }) => (profile ? [profile] : []));
  }

  private async summarized(
    deployment: string,
    range: TimeRange,
    choose: (extent: WindowExtent | undefined) => ChartInterval,
    { role = 'answering', version: only }: Served = {},
    what: 'all' | 'traffic' = 'all',
  ) {
    const roles = rolesOf(role);
    const extent = await this.windows.extent(deployment, range, roles, only);
    const known = new Map<number, Promise<MonitoredVersion | undefined>>();
    const versionOf = (version: number) => {
      const found = known.get(version) ?? this.versions.versionOf(deployment, version);
      known.set(version, found);
      return found;
    };
    const chosen = choose(extent);
    const summaries: IntervalSummary[] = extent
      ? await summarize(this.windows.read(deployment, range, roles, only), chosen, async version =>
          what === 'all' ? (await versionOf(version))?.reference?.schema : undefined,
        )
      : [];
    return { chosen, summaries, versionOf };
  }
}

/** The start of the first interval that doesn't start before a time. */
function wholeFrom(time: number, interval: Interval): number {
  const start = intervalStart(time, interval);
  return start === time ? time : intervalEnd(start, interval);
}

/** The sum of those that were counted under a schema, if there are any rows. */
function mergedUnder(
  schema: ProfileSchema | undefined,
  profiles: readonly Profile[],
): Profile | undefined {
  const same = profiles.filter(profile => schema && sameSchema(profile.schema, schema));
  const sum = same.length > 0 ? same.reduce(mergeProfiles) : undefined;
  return sum && sum.rows > 0 ? sum : undefined;
}

function totals(points: TrafficPoint[]): Omit<Traffic['total'], 'latencyMs'> {
  const sum = (value: (point: TrafficPoint) => number) =>
    points.reduce((total, point) => total + value(point), 0);
  const withMean = points.filter(point => point.prediction?.mean !== undefined);
  const rowsWithMean = withMean.reduce((rows, point) => rows + point.rows, 0);
  return {
    requests: sum(point => point.requests),
    rows: sum(point => point.rows),
    errors: sum(point => point.errors),
    dropped: sum(point => point.dropped),
    ...(points.some(point => point.shadowDropped !== undefined) && {
      shadowDropped: sum(point => point.shadowDropped ?? 0),
    }),
    predictionMean:
      rowsWithMean === 0
        ? null
        : withMean.reduce((total, point) => total + point.prediction!.mean! * point.rows, 0) /
          rowsWithMean,
  };
}
