import { LatencySketch, schemaDigest, serializeCounts } from '@mlops-backstage/model-profile';
import { ServingRole } from '../RoutingTable';
import { BoundSchema } from './bindColumns';
import { ObservedWindow } from './ObservedWindow';
import { ObservedTensors, RowProfiler } from './RowProfiler';
import { AnswerTally } from './tally/AnswerTally';

/** What requests are observed under: a version in its role, and the schema it is profiled with. */
export class ObservedVersion {
  readonly key: string;
  readonly schemaDigest?: string;

  constructor(
    readonly deployment: string,
    readonly version: string,
    readonly role: ServingRole,
    readonly profiled?: BoundSchema,
  ) {
    this.schemaDigest = profiled && schemaDigest(profiled.schema);
    this.key = JSON.stringify([deployment, version, role, this.schemaDigest]);
  }
}

/** An infer request that was answered, or a copy that a challenger was run on. */
export interface AnsweredRequest {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly latencyMs: number;
  /** Absent when the answer was an error. */
  readonly scored?: ObservedTensors & { readonly rows: number };
  /** Whether that was the server's fault, or the model's. */
  readonly isFailure: boolean;
}

interface OpenWindow {
  readonly observed: ObservedVersion;
  readonly windowStart: number;
  /** In the tally. */
  readonly place: number;
  requests: number;
  rows: number;
  errors: number;
  failures: number;
  shadowDropped: number;
  readonly latency: LatencySketch;
  readonly profiler?: RowProfiler;
}

/** Counts answered requests into windows until they are taken. */
export class WindowObserver {
  private readonly windows = new Map<string, Map<number, OpenWindow>>();
  private last?: OpenWindow;
  private held = 0;

  /**
   * @param maxWindows - windows held before `onFull` is called, which must take them
   * @param onProfileError - a request's rows couldn't be profiled; they are counted all the same
   * @param tally - counts the same requests where they outlive the process
   */
  constructor(
    private readonly windowMs: number,
    private readonly maxWindows: number,
    private readonly onFull: () => void,
    private readonly onProfileError: (observed: ObservedVersion, error: Error) => void,
    private readonly tally?: AnswerTally,
  ) {}

  observe(
    observed: ObservedVersion,
    { time, latencyMs, scored, isFailure }: AnsweredRequest,
  ): void {
    const window = this.windowOf(observed, time);
    window.requests++;
    this.tally?.count(window.place);
    window.latency.add(latencyMs);
    if (!scored) {
      window.errors++;
      if (isFailure) window.failures++;
      return;
    }
    window.rows += scored.rows;
    try {
      window.profiler?.add(scored.rows, scored);
    } catch (error) {
      this.onProfileError(observed, error as Error);
    }
  }

  /** Counts a copy that a challenger was not run on. */
  drop(observed: ObservedVersion, time: number): void {
    this.windowOf(observed, time).shadowDropped++;
  }

  /** What was observed since the last take; counting starts anew. */
  take(): ObservedWindow[] {
    // A process that is killed right after must not have stored more than it had noted.
    this.tally?.write();
    const taken = [...this.windows.values()].flatMap(starts => [...starts.values()]);
    this.windows.clear();
    this.last = undefined;
    this.held = 0;
    return taken.map(close);
  }

  private windowOf(observed: ObservedVersion, time: number): OpenWindow {
    const windowStart = Math.floor(time / this.windowMs) * this.windowMs;
    // Mostly one deployment's requests come, one after the other.
    const { last } = this;
    if (last?.windowStart === windowStart && last.observed === observed) return last;
    return (this.last = this.openWindow(observed, windowStart));
  }

  private openWindow(observed: ObservedVersion, windowStart: number): OpenWindow {
    const open = this.windows.get(observed.key)?.get(windowStart);
    if (open) return open;
    if (this.held >= this.maxWindows) this.onFull();
    const window: OpenWindow = {
      observed,
      windowStart,
      place: this.tally?.placeOf(observed) ?? 0,
      requests: 0,
      rows: 0,
      errors: 0,
      failures: 0,
      shadowDropped: 0,
      latency: new LatencySketch(),
      profiler: observed.profiled && new RowProfiler(observed.profiled),
    };
    let starts = this.windows.get(observed.key);
    if (!starts) this.windows.set(observed.key, (starts = new Map()));
    starts.set(windowStart, window);
    this.held++;
    return window;
  }
}

function close({ observed, place: _, profiler, latency, ...counts }: OpenWindow): ObservedWindow {
  return {
    deployment: observed.deployment,
    version: observed.version,
    role: observed.role,
    ...counts,
    latency: latency.toBytes(),
    ...(profiler && {
      profile: serializeCounts(profiler.take()),
      schemaDigest: observed.schemaDigest,
    }),
  };
}
