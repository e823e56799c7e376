import { LatencySketch } from '@mlops-backstage/model-profile';
import type { Profile } from '@mlops-backstage/model-profile';
import type {
  Drift,
  DriftPoint,
  Interval,
  Prediction,
  Traffic,
  TrafficPoint,
} from '@mlops-backstage/plugin-mlops-common';
import { driftPoint } from './driftPoint';
import { chooseInterval } from './intervals';
import { predictionSummary } from './predictionSummary';
import { quantilesOf } from './quantilesOf';
import { summarize } from './summarize';
import type { IntervalSummary } from './summarize';
import { ANSWERING } from './WindowStore';
import type { TimeRange, WindowStore } from './WindowStore';

/** When a column counts as drifted. */
export interface DriftBounds {
  /** Corrected PSI above which a column may have drifted. */
  threshold: number;
  /** Chance of a false alarm, shared by the columns. */
  alpha: number;
}

/** What monitoring needs to know of a version, handed in by the area that owns the registry. */
export interface MonitoredVersion {
  prediction: Prediction;
  reference?: Profile;
}

/** Finds the versions that a deployment has served. */
export interface MonitoredVersions {
  versionOf(deployment: string, version: number): Promise<MonitoredVersion | undefined>;
}

/** Series of what a deployment answered, read from the windows of champions and canaries. */
export class MonitoringService {
  constructor(
    private readonly windows: WindowStore,
    private readonly versions: MonitoredVersions,
    private readonly bounds: DriftBounds,
  ) {}

  async traffic(
    deployment: string,
    range: TimeRange,
    interval: Interval | 'auto',
  ): Promise<Traffic> {
    const { chosen, summaries, versionOf } = await this.summarized(deployment, range, interval);
    const points: Traffic['points'] = [];
    const latency = new LatencySketch();
    for (const summary of summaries) {
      const version = await versionOf(summary.version);
      latency.merge(summary.latency);
      points.push({
        start: new Date(summary.start).toISOString(),
        version: summary.version,
        requests: summary.requests,
        rows: summary.rows,
        errors: summary.errors,
        latencyMs: quantilesOf(summary.latency),
        prediction: predictionSummary(summary.profile, version?.prediction ?? {}),
      });
    }
    return {
      interval: chosen,
      total: { ...totals(points), latencyMs: quantilesOf(latency) },
      points,
    };
  }

  async drift(deployment: string, range: TimeRange, interval: Interval | 'auto'): Promise<Drift> {
    const { chosen, summaries, versionOf } = await this.summarized(deployment, range, interval);
    const points: DriftPoint[] = [];
    for (const { start, version, profile } of summaries) {
      const reference = (await versionOf(version))?.reference;
      if (profile && profile.rows > 0 && reference) {
        points.push(driftPoint({ start, version, profile }, reference, this.bounds));
      }
    }
    const { threshold, alpha } = this.bounds;
    return { interval: chosen, threshold, alpha, points };
  }

  private async summarized(deployment: string, range: TimeRange, interval: Interval | 'auto') {
    const extent = await this.windows.extent(deployment, range, ANSWERING);
    const known = new Map<number, Promise<MonitoredVersion | undefined>>();
    const versionOf = (version: number) => {
      const found = known.get(version) ?? this.versions.versionOf(deployment, version);
      known.set(version, found);
      return found;
    };
    const chosen = chooseInterval(interval, extent?.first ?? 0, extent?.last ?? 0);
    const summaries: IntervalSummary[] = extent
      ? await summarize(
          this.windows.read(deployment, range, ANSWERING),
          chosen,
          async version => (await versionOf(version))?.reference?.schema,
        )
      : [];
    return { chosen, summaries, versionOf };
  }
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
    predictionMean:
      rowsWithMean === 0
        ? null
        : withMean.reduce((total, point) => total + point.prediction!.mean! * point.rows, 0) /
          rowsWithMean,
  };
}
