import { randomBytes } from 'node:crypto';
import { AdmittedTokens } from './authentication/AdmittedTokens';
import { EndpointToken } from './authentication/EndpointToken';
import { ServerClosedError } from './errors';
import { ModelServerOptions } from './ModelServerOptions';
import { PlacementLedger } from './placement/PlacementLedger';
import { RouteOutcome, RoutingTable, ServedRoute } from './RoutingTable';
import { SerialQueue } from './SerialQueue';
import { TRIAL_HEADER } from './serving/trial';
import { StatisticsLedger } from './statistics/StatisticsLedger';
import { Metrics } from './telemetry/MetricsListener';
import { ServerMetrics } from './telemetry/ServerMetrics';
import { WorkerLoad } from './telemetry/WorkerLoad';
import { Handover, WorkerNotice } from './worker/messages';
import { WorkerPool } from './worker/WorkerPool';
import { WorkerThread } from './worker/WorkerThread';

/** Beyond the time that requests have to end. */
const CLOSE_GRACE_MS = 2_000;

const DEFAULT_LIMITS = {
  maxConcurrentRequests: 1000,
  maxQueueMs: 10_000,
  maxBatchRows: 64,
  maxBatchDelayMs: 0,
  maxSessionBytes: Infinity,
  maxSessionIdleMs: Infinity,
  maxReplicatedBytes: Infinity,
  largeModelCopies: 1,
  maxShadowRequests: 100,
  maxShadowBytes: 32 * 1024 * 1024,
};

/** Serves ONNX models over the Open Inference Protocol from worker threads on their own port. */
export class ModelServer {
  /**
   * Headers that make a request a trial: it needs no token and is answered like any other, but is no part of what is
   * observed and copied to challengers. They hold a secret of this server, so that nobody else can keep requests out of
   * monitoring.
   */
  readonly trialHeaders: Readonly<Record<string, string>>;
  private readonly queue = new SerialQueue();
  private readonly pool: WorkerPool;
  /** What is counted, for Prometheus. */
  readonly metrics: Metrics;
  private listeningPort = 0;
  private applied?: { readonly generation: number; readonly outcomes: RouteOutcome[] };
  /** What the workers serve, by deployment; absent until a table was applied. */
  private served?: ReadonlyMap<string, ServedRoute>;
  private readonly statistics: StatisticsLedger;
  private readonly placement: PlacementLedger;
  private readonly tokens: AdmittedTokens;
  private readonly load: SharedArrayBuffer;
  private closed?: Promise<void>;

  /**
   * Starts the workers. They answer 503 until a table is applied.
   *
   * @throws Error with code EADDRINUSE, EACCES, … when the port can't be had
   */
  static async start(options: ModelServerOptions): Promise<ModelServer> {
    const server = new ModelServer(options);
    try {
      server.listeningPort = await server.pool.start(options.workers, options.port);
    } catch (error) {
      await server.close();
      throw error;
    }
    return server;
  }

  private constructor(private readonly options: ModelServerOptions) {
    const { host, workers, windowSeconds, flushIntervalMs, sessionThreads = 1 } = options;
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.placement = new PlacementLedger(limits);
    this.statistics = new StatisticsLedger(workers);
    this.tokens = new AdmittedTokens(workers);
    this.load = WorkerLoad.allocate(workers);
    this.metrics = new ServerMetrics({
      routes: () => this.served?.values() ?? [],
      statistics: () => this.statistics.memory,
      load: this.load,
      workers: () => this.pool.size,
    });
    const trialToken = randomBytes(32).toString('base64url');
    this.trialHeaders = { [TRIAL_HEADER]: trialToken };
    this.pool = new WorkerPool(
      {
        entry: 'mlops-model-server',
        load: this.load,
        host,
        windowSeconds,
        flushIntervalMs,
        sessionThreads,
        authentication: options.authentication,
        trialToken,
        limits,
      },
      options.tallies,
      this.queue,
      {
        onNotice: notice => this.receive(notice),
        onExit: (exit, worker) => {
          this.tokens.forget(worker);
          options.onWorkerExit?.(exit);
        },
        restore: worker => this.restore(worker),
      },
      options.logger,
    );
  }

  get port(): number {
    return this.listeningPort;
  }

  /**
   * Serves a table's routes from now on, and nothing else.
   *
   * Loads and warms the models of all of their versions in every worker first; until then the previous table serves,
   * and requests that it began are finished by it, copies for challengers included. A route of which any version fails
   * in any worker keeps the deployment's previous route, if there is one, in all of them. Calls run one after the other;
   * the generation that was applied last isn't applied again.
   *
   * @returns an outcome for each route, in the table's order
   * @throws ServerClosedError
   */
  apply(table: RoutingTable): Promise<RouteOutcome[]> {
    return this.queue.run(async () => {
      if (this.closed) throw new ServerClosedError('The model server is closed');
      if (this.applied?.generation === table.generation) return this.applied.outcomes;
      const names = table.routes.map(route => route.deployment);
      if (new Set(names).size < names.length) {
        throw new TypeError('A routing table has one route for each deployment');
      }
      const statistics = this.statistics.open(table.routes);
      const placement = await this.placement.open(table.routes, this.pool.numbers);
      const prepared = await this.pool.callAll('prepare', {
        routes: table.routes,
        placement,
        statistics,
      });
      const outcomes = table.routes.map((route, i) => joinOutcomes(route, prepared, i));
      const isReady = (_: unknown, i: number) => outcomes[i].state === 'ready';
      const kept = names.filter((name, i) => !isReady(name, i) && this.served?.has(name));
      await this.pool.callAll('commit', { ready: names.filter(isReady), kept });
      this.served = new Map([
        ...kept.map(name => [name, this.served!.get(name)!] as const),
        ...table.routes.filter(isReady).map(route => [route.deployment, route] as const),
      ]);
      this.statistics.keep(this.served.values(), statistics);
      this.placement.keep(this.served.values(), placement);
      this.applied = { generation: table.generation, outcomes };
      return outcomes;
    });
  }

  /**
   * Lets in the holders of these tokens and nobody else: when this resolves, all workers refuse any other token. Does not
   * wait for a table that is being applied. Of several calls the last one counts.
   *
   * @param tokens - the whole set that is valid
   * @throws ServerClosedError
   */
  async admit(tokens: readonly EndpointToken[]): Promise<void> {
    if (this.closed) throw new ServerClosedError('The model server is closed');
    this.tokens.replace(tokens);
    // A worker that is about to listen may have been given the previous ones already.
    await this.pool.callEvery('admit', { tokens: this.tokens.current });
  }

  /**
   * Has every worker hand over what it observed; `onWindows`, `onTokenUse`, `onPredictions` and `onTraced` were called with it
   * when this resolves.
   */
  async flush(): Promise<void> {
    if (this.closed) return;
    this.handOver(await this.pool.callAll('flush', null));
  }

  /**
   * Stops accepting, finishes what is under way within the request time-out, hands over what was
   * observed and ends the workers.
   */
  close(): Promise<void> {
    this.closed ??= this.queue.run(async () => {
      const { requestTimeoutMs } = this.options.limits;
      this.handOver(await this.pool.close(requestTimeoutMs + CLOSE_GRACE_MS));
    });
    return this.closed;
  }

  private receive(notice: WorkerNotice): void {
    if (notice.kind === 'handover') this.handOver([notice.handover]);
    else this.options.logger[notice.level](notice.message);
  }

  private handOver(handovers: readonly Handover[]): void {
    const windows = handovers.flatMap(handover => handover.windows);
    const tokenUses = handovers.flatMap(handover => handover.tokenUses);
    const predictions = handovers.flatMap(handover => handover.predictions);
    const traced = handovers.flatMap(handover => handover.traced);
    this.give('Observed windows', windows, this.options.onWindows);
    this.give('Uses of tokens', tokenUses, this.options.onTokenUse);
    this.give('Predictions', predictions, this.options.onPredictions);
    this.give('Traced requests', traced, this.options.onTraced);
  }

  private give<T>(what: string, given: T[], take: ((given: T[]) => void) | undefined): void {
    if (given.length === 0) return;
    try {
      take?.call(this.options, given);
    } catch (error) {
      this.options.logger.error(`${what} were not taken: ${(error as Error).stack}`);
    }
  }

  private async restore(worker: WorkerThread): Promise<void> {
    await worker.call('admit', { tokens: this.tokens.current });
    if (!this.served) return;
    const routes = [...this.served.values()];
    const statistics = this.statistics.open(routes);
    const placement = this.placement.current;
    const outcomes = await worker.call('prepare', { routes, placement, statistics });
    for (const { deployment, state, message } of outcomes) {
      if (state === 'failed') {
        this.options.logger.error(`A new worker can't serve ${deployment}: ${message}`);
      }
    }
    await worker.call('commit', { ready: [...this.served.keys()], kept: [] });
  }
}

/** A route is ready when it is ready in every worker, of which there must be one. */
function joinOutcomes(
  { deployment, revision }: ServedRoute,
  workers: readonly (readonly RouteOutcome[])[],
  i: number,
): RouteOutcome {
  const failed = workers.map(outcomes => outcomes[i]).find(({ state }) => state === 'failed');
  if (failed) return failed;
  if (workers.length > 0) return { deployment, revision, state: 'ready' };
  return { deployment, revision, state: 'failed', message: 'There is no worker to load it' };
}
