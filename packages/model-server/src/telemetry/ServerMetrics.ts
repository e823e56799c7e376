import { collectDefaultMetrics, Registry } from 'prom-client';
import { ServedRoute } from '../RoutingTable';
import { StatisticsMemory, statisticsKey } from '../statistics/StatisticsLedger';
import {
  BATCH_BOUNDS,
  LATENCY_BOUNDS_MS,
  StatisticsTotals,
  totalStatistics,
} from '../statistics/VersionStatistics';
import { CollectedMetric, Sample, samplesOf } from './CollectedMetric';
import { LoadTotals, totalLoad } from './WorkerLoad';

/** Where the numbers are, at the moment at which somebody asks. */
export interface MetricsSource {
  routes(): Iterable<ServedRoute>;
  statistics(): StatisticsMemory;
  readonly load: SharedArrayBuffer;
  workers(): number;
}

interface Labels {
  readonly deployment: string;
  readonly version: string;
}

const SECONDS_PER_NS = 1e-9;
const LATENCY_BOUNDS_SECONDS = LATENCY_BOUNDS_MS.map(bound => bound / 1000);

/**
 * What a server counts, in the text format of Prometheus. Read from the memory that the workers count in, when asked for:
 * workers that compute aren't disturbed. Durations are seconds. Counters of a version begin anew when it comes back.
 */
export class ServerMetrics {
  private readonly registry = new Registry();
  readonly contentType: string = this.registry.contentType;

  constructor(private readonly source: MetricsSource) {
    collectDefaultMetrics({ register: this.registry });
    this.addVersions();
    this.addLoad();
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  private addVersions(): void {
    this.ofVersions('counter', 'mlops_requests_total', 'Infer requests that were answered', one => {
      const { success, fail, failures } = one;
      return [
        { labels: { outcome: 'success' }, value: success.count },
        { labels: { outcome: 'client_error' }, value: fail.count - failures },
        { labels: { outcome: 'server_error' }, value: failures },
      ];
    });
    this.ofVersions(
      'histogram',
      'mlops_request_duration_seconds',
      'From the headers of an infer request to its answer given to the socket',
      ({ latency }) => samplesOf(latency, LATENCY_BOUNDS_SECONDS, SECONDS_PER_NS),
    );
    this.ofVersions('counter', 'mlops_rows_total', 'Rows that got a prediction', one => [
      { value: one.inferences },
    ]);
    this.ofVersions('counter', 'mlops_phase_seconds_total', 'What requests spent where', one => [
      { labels: { phase: 'input' }, value: one.computeInput.ns * SECONDS_PER_NS },
      { labels: { phase: 'queue' }, value: one.queue.ns * SECONDS_PER_NS },
      { labels: { phase: 'infer' }, value: one.computeInfer.ns * SECONDS_PER_NS },
      { labels: { phase: 'output' }, value: one.computeOutput.ns * SECONDS_PER_NS },
    ]);
    this.ofVersions('histogram', 'mlops_batch_rows', 'Rows of a run of the model', one =>
      samplesOf(one.batchRows, BATCH_BOUNDS, 1),
    );
    this.ofVersions(
      'counter',
      'mlops_shadow_copies_total',
      'Copies of requests for a challenger',
      ({ copies }) => [
        { labels: { outcome: 'success' }, value: copies.run - copies.failed },
        { labels: { outcome: 'error' }, value: copies.failed },
        { labels: { outcome: 'dropped' }, value: copies.dropped },
      ],
    );
    this.add('gauge', 'mlops_deployed_version', 'A version in its role', () =>
      Array.from(this.versions(), ({ labels, role }) => ({
        labels: { ...labels, role },
        value: 1,
      })),
    );
  }

  private addLoad(): void {
    const gauges: Array<[string, string, (load: LoadTotals) => number]> = [
      ['mlops_requests_under_way', 'Infer requests not answered yet', load => load.underWay],
      [
        'mlops_shadow_requests_waiting',
        'Requests of which copies wait for challengers',
        load => load.shadowsWaiting,
      ],
      ['mlops_sessions', 'Open sessions', load => load.sessions],
      [
        'mlops_session_artifact_bytes',
        'Bytes of the artifacts of open sessions, once for each session',
        load => load.sessionBytes,
      ],
    ];
    for (const [name, help, read] of gauges) {
      this.add('gauge', name, help, () => [{ value: read(totalLoad(this.source.load)) }]);
    }
    this.add('gauge', 'mlops_workers', 'Worker threads that listen', () => [
      { value: this.source.workers() },
    ]);
    this.add(
      'counter',
      'mlops_requests_refused_total',
      'Requests refused for a limit, a token, or too many under way',
      () =>
        Object.entries(totalLoad(this.source.load).refused).map(([reason, value]) => ({
          labels: { reason },
          value,
        })),
    );
  }

  private ofVersions(
    type: CollectedMetric['type'],
    name: string,
    help: string,
    read: (totals: StatisticsTotals) => Sample[],
  ): void {
    this.add(type, name, help, () =>
      Array.from(this.versions()).flatMap(({ labels, totals }) =>
        read(totals).map(sample => ({ ...sample, labels: { ...labels, ...sample.labels } })),
      ),
    );
  }

  private add(
    type: CollectedMetric['type'],
    name: string,
    help: string,
    read: () => Sample[],
  ): void {
    new CollectedMetric(type, name, help, read).registerIn(this.registry);
  }

  private *versions(): Iterable<{ labels: Labels; role: string; totals: StatisticsTotals }> {
    const memory = this.source.statistics();
    for (const { deployment, champion, canary, challengers } of this.source.routes()) {
      const roles = [
        { version: champion.version, role: 'champion' },
        ...(canary ? [{ version: canary.version, role: 'canary' }] : []),
        ...challengers.map(({ version }) => ({ version, role: 'challenger' })),
      ];
      for (const { version, role } of roles) {
        const counted = memory.get(statisticsKey(deployment, version));
        if (!counted) continue;
        yield { labels: { deployment, version }, role, totals: totalStatistics(counted) };
      }
    }
  }
}
