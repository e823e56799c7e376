import { randomBytes } from 'node:crypto';
import { ServerClosedError } from './errors';
import { ModelServerOptions } from './ModelServerOptions';
import { ObservedWindow } from './observation/ObservedWindow';
import { RouteOutcome, RoutingTable, ServedRoute } from './RoutingTable';
import { SerialQueue } from './SerialQueue';
import { TRIAL_HEADER } from './serving/trial';
import { WorkerMessage } from './worker/messages';
import { WorkerPool } from './worker/WorkerPool';
import { WorkerThread } from './worker/WorkerThread';

/** Beyond the time that requests have to end. */
const CLOSE_GRACE_MS = 2_000;

/** Serves ONNX models over the Open Inference Protocol from worker threads on their own port. */
export class ModelServer {
  /**
   * Headers that make an infer request a trial: it is answered like any other, but no part of what is observed. They
   * hold a secret of this server, so that nobody else can keep requests out of monitoring.
   */
  readonly trialHeaders: Readonly<Record<string, string>>;
  private readonly queue = new SerialQueue();
  private readonly pool: WorkerPool;
  private listeningPort = 0;
  private applied?: { readonly generation: number; readonly outcomes: RouteOutcome[] };
  /** What the workers serve, by deployment; absent until a table was applied. */
  private served?: ReadonlyMap<string, ServedRoute>;
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
    const { host, windowSeconds, flushIntervalMs, sessionThreads = 1, limits } = options;
    const trialToken = randomBytes(32).toString('base64url');
    this.trialHeaders = { [TRIAL_HEADER]: trialToken };
    this.pool = new WorkerPool(
      {
        entry: 'mlops-model-server',
        host,
        windowSeconds,
        flushIntervalMs,
        sessionThreads,
        trialToken,
        limits: { ...limits },
      },
      this.queue,
      {
        onMessage: message => this.receive(message),
        onExit: options.onWorkerExit && (exit => options.onWorkerExit!(exit)),
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
   * Loads and warms their models in every worker first; until then the previous table serves, and
   * requests that it began are finished by it. A route that fails in any worker keeps the deployment's
   * previous route, if there is one, in all of them. Calls run one after the other; the generation that
   * was applied last isn't applied again.
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
      const prepared = await this.pool.callAll('prepare', { routes: table.routes });
      const outcomes = table.routes.map((route, i) => joinOutcomes(route, prepared, i));
      const isReady = (_: unknown, i: number) => outcomes[i].state === 'ready';
      const kept = names.filter((name, i) => !isReady(name, i) && this.served?.has(name));
      await this.pool.callAll('commit', { ready: names.filter(isReady), kept });
      this.served = new Map([
        ...kept.map(name => [name, this.served!.get(name)!] as const),
        ...table.routes.filter(isReady).map(route => [route.deployment, route] as const),
      ]);
      this.applied = { generation: table.generation, outcomes };
      return outcomes;
    });
  }

  /** Has every worker hand over what it observed; `onWindows` was called with it when this resolves. */
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

  private receive(message: Extract<WorkerMessage, { kind: 'windows' | 'log' }>): void {
    if (message.kind === 'windows') this.handOver([message.windows]);
    else this.options.logger[message.level](message.message);
  }

  private handOver(observed: readonly (readonly ObservedWindow[])[]): void {
    const windows = observed.flat();
    if (windows.length === 0) return;
    try {
      this.options.onWindows(windows);
    } catch (error) {
      this.options.logger.error(`Observed windows were not taken: ${(error as Error).stack}`);
    }
  }

  private async restore(worker: WorkerThread): Promise<void> {
    if (!this.served) return;
    const outcomes = await worker.call('prepare', { routes: [...this.served.values()] });
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
