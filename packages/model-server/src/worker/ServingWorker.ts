import { MessagePort } from 'node:worker_threads';
import { AdmittedToken } from '../authentication/EndpointToken';
import { TokenGate } from '../authentication/TokenGate';
import { Dispatcher } from '../http/Dispatcher';
import { Listener } from '../http/Listener';
import { AnswerTally } from '../observation/tally/AnswerTally';
import { ObservedVersion, WindowObserver } from '../observation/WindowObserver';
import { PeerLines } from '../placement/PeerLines';
import { PlacedModels } from '../placement/PlacedModels';
import { ModelCache } from '../runtime/ModelCache';
import { DeployedVersion } from '../serving/DeployedVersion';
import { DeploymentTable } from '../serving/DeploymentTable';
import { InferenceHandler } from '../serving/InferenceHandler';
import { PredictionLog } from '../serving/PredictionLog';
import { ShadowQueue } from '../serving/ShadowQueue';
import { TraceLog } from '../telemetry/TraceLog';
import { WorkerLoad } from '../telemetry/WorkerLoad';
import {
  Handover,
  WorkerCall,
  WorkerCallName,
  WorkerCalls,
  WorkerMessage,
  WorkerSettings,
} from './messages';

type Handlers = {
  [Name in WorkerCallName]: (
    parameters: WorkerCalls[Name][0],
  ) => WorkerCalls[Name][1] | Promise<WorkerCalls[Name][1]>;
};

/** A worker thread: its listener, its sessions, its observations; does what the main thread asks. */
export class ServingWorker {
  private readonly models: ModelCache;
  private readonly lines: PeerLines;
  private readonly placed: PlacedModels;
  private readonly table: DeploymentTable;
  private readonly tally?: AnswerTally;
  private readonly observer: WindowObserver;
  private readonly log = new PredictionLog();
  private readonly traces = new TraceLog();
  private readonly shadows: ShadowQueue;
  private readonly gate?: TokenGate;
  private readonly listener: Listener;
  private readonly flushTimer: NodeJS.Timeout;
  /** What was logged already, so that a client can't fill the log. */
  private readonly logged = new Set<string>();

  private readonly handlers: Handlers = {
    prepare: ({ routes, placement, statistics }) =>
      this.table.prepare(routes, { open: one => this.placed.open(one, placement) }, statistics),
    connect: ({ worker, port }) => this.connect(worker, port),
    commit: ({ ready, kept }) => this.commit(ready, kept),
    admit: ({ tokens }) => this.admit(tokens),
    listen: ({ port, shared }) => this.listen(port, shared),
    flush: () => this.takeObserved(),
    close: () => this.close(),
  };

  constructor(
    private readonly port: MessagePort,
    private readonly settings: WorkerSettings,
  ) {
    const { limits, windowSeconds, flushIntervalMs, worker } = settings;
    const load = new WorkerLoad(settings.load, worker);
    this.models = new ModelCache(settings.sessionThreads, limits, load);
    this.lines = new PeerLines(this.models);
    this.placed = new PlacedModels(this.models, this.lines, worker, limits.maxQueueMs);
    this.table = new DeploymentTable(worker);
    if (settings.tally !== undefined) this.tally = this.openTally(settings.tally);
    this.observer = new WindowObserver(
      windowSeconds * 1000,
      limits.maxEventTimeWindows,
      () => this.handOver(),
      (observed, error) => this.logProfileError(observed, error),
      this.tally,
    );
    this.shadows = new ShadowQueue(limits, this.observer, this.log, load, {
      onError: (challenger, error) => this.logRunError(challenger, error),
      onDrop: challenger => this.logDrop(challenger),
    });
    if (settings.authentication !== 'none') this.gate = new TokenGate(worker);
    const dispatcher = new Dispatcher({
      table: this.table,
      inference: new InferenceHandler({
        limits,
        observer: this.observer,
        log: this.log,
        traces: this.traces,
        shadows: this.shadows,
        load,
        onRunError: (version, error) => this.logRunError(version, error),
      }),
      load,
      gate: this.gate,
      trialToken: settings.trialToken,
    });
    this.listener = new Listener(limits.requestTimeoutMs, (exchange, arrival) =>
      dispatcher.take(exchange, arrival),
    );
    this.flushTimer = setInterval(() => {
      this.tally?.keepAlive();
      this.handOver();
    }, flushIntervalMs);
    port.on('message', (call: WorkerCall) => void this.take(call));
  }

  private async take({ id, name, parameters }: WorkerCall): Promise<void> {
    try {
      const answer = await this.handlers[name](parameters as never);
      this.send({ kind: 'answer', id, answer });
    } catch (error) {
      const { message, code } = error as NodeJS.ErrnoException;
      this.send({ kind: 'failure', id, message, code });
    }
    if (name === 'close') this.port.close();
  }

  private commit(ready: readonly string[], kept: readonly string[]): null {
    for (const { answering, challengers } of this.table.commit(ready, kept)) {
      for (const { name, version, model, unboundColumns } of [...answering, ...challengers]) {
        // All workers find the same.
        if (model.rowDependence && this.settings.worker === 0) {
          const why = `requests are run one by one, since ${model.rowDependence}`;
          this.logOnce(`batching ${name} ${version}`, `${name} version ${version}: ${why}`, 'info');
        }
        if (unboundColumns.length === 0) continue;
        this.tell('warn', `${name} version ${version} has no tensor to profile: ${unboundColumns}`);
      }
    }
    return null;
  }

  private connect(worker: number, port: MessagePort): null {
    this.lines.connect(worker, port);
    return null;
  }

  private admit(tokens: readonly AdmittedToken[]): null {
    this.gate?.admit(tokens);
    return null;
  }

  private async listen(port: number, shared: boolean): Promise<{ port: number }> {
    const { host } = this.settings;
    return { port: await this.listener.listen({ port, host, reusePort: shared }) };
  }

  private async close(): Promise<Handover> {
    clearInterval(this.flushTimer);
    // Requests under way mustn't wait for challengers, and neither must who closes.
    const shadowsClosed = this.shadows.close();
    await this.listener.close(this.settings.limits.requestTimeoutMs);
    await shadowsClosed;
    this.table.close();
    // The others may have requests under way that this worker has the models of.
    await this.lines.close();
    this.models.close();
    this.tally?.close();
    return this.takeObserved();
  }

  private openTally(path: string): AnswerTally {
    const tally = new AnswerTally(path, ({ message }) =>
      this.tell('error', `A worker can't note what it answers, should it be killed: ${message}`),
    );
    // An error that nobody catches ends the thread in the middle of a turn.
    process.once('exit', () => tally.write());
    return tally;
  }

  private takeObserved(): Handover {
    return {
      windows: this.observer.take(),
      tokenUses: this.gate?.takeUses() ?? [],
      predictions: this.log.take(),
      traced: this.traces.take(),
    };
  }

  private handOver(): void {
    const handover = this.takeObserved();
    if (Object.values(handover).every(given => given.length === 0)) return;
    this.send({ kind: 'handover', handover });
  }

  private logRunError({ name, version }: DeployedVersion, { message }: Error): void {
    this.logOnce(`run ${name} ${version}`, `${name} version ${version} failed: ${message}`);
  }

  private logDrop({ name, version }: DeployedVersion): void {
    this.logOnce(
      `drop ${name} ${version}`,
      `${name} gets more requests than its challenger version ${version} can be run on`,
    );
  }

  private logProfileError({ deployment, version }: ObservedVersion, { message }: Error): void {
    this.logOnce(
      `profile ${deployment} ${version}`,
      `Some rows of ${deployment} version ${version} are missing in its profile: ${message}`,
    );
  }

  private logOnce(topic: string, message: string, level: 'info' | 'warn' = 'warn'): void {
    if (this.logged.has(topic)) return;
    this.logged.add(topic);
    this.tell(level, `${message} (logged once)`);
  }

  private tell(level: 'info' | 'warn' | 'error', message: string): void {
    this.send({ kind: 'log', level, message });
  }

  private send(message: WorkerMessage): void {
    this.port.postMessage(message, transferables(message));
  }
}

/** Bytes that are moved to the main thread rather than copied. */
function transferables(message: WorkerMessage): ArrayBuffer[] {
  const windows = message.kind === 'handover' ? message.handover.windows : [];
  return windows.map(window => window.latency.buffer as ArrayBuffer);
}
