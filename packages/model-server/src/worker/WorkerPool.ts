import { MessageChannel } from 'node:worker_threads';
import { WorkerLostError } from '../errors';
import { ModelServerLogger, WorkerExit } from '../ModelServerOptions';
import { TallyFiles, tallyPath } from '../observation/tally/TallyFiles';
import { SerialQueue } from '../SerialQueue';
import { claimPort } from './claimPort';
import { WorkerCallName, WorkerCalls, WorkerNotice, WorkerSettings } from './messages';
import { WorkerThread } from './WorkerThread';

const FIRST_DELAY_MS = 100;
/** Short, since without workers nothing is answered: what a start costs every second is the smaller harm. */
const LONGEST_DELAY_MS = 1_000;
/** A worker that lived this long didn't fail for a reason that will be there at once again. */
const HEALTHY_MS = 30_000;

/** What listening on a shared port fails with where the platform has no such thing. */
const UNSHARED_PLATFORM = ['ENOTSUP', 'EINVAL', 'ENOPROTOOPT'];

export interface WorkerPoolHooks {
  onNotice(notice: WorkerNotice): void;
  /** A worker ended without being asked to. */
  onExit(exit: WorkerExit, worker: number): void;
  /** Brings a new worker to where the others are, before it listens. */
  restore(worker: WorkerThread): Promise<void>;
}

/** Worker threads that share a port. A lost one is replaced. */
export class WorkerPool {
  /** Those that listen. */
  private readonly workers = new Set<WorkerThread>();
  /** Those and the ones that are about to. */
  private readonly threads = new Set<WorkerThread>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private port = 0;
  private shared = true;
  private closing = false;
  private failures = 0;
  private spawned = 0;

  /**
   * @param tallies - where each thread has a file of its own, if they have
   * @param queue - runs replacements; what else must not happen in between runs there too
   */
  constructor(
    private readonly settings: Omit<WorkerSettings, 'worker' | 'tally'>,
    private readonly tallies: TallyFiles | undefined,
    private readonly queue: SerialQueue,
    private readonly hooks: WorkerPoolHooks,
    private readonly logger: ModelServerLogger,
  ) {}

  /** Workers that listen. */
  get size(): number {
    return this.workers.size;
  }

  /** Their numbers. */
  get numbers(): number[] {
    return Array.from(this.workers, ({ number }) => number);
  }

  /**
   * Starts workers that listen, and answers the port.
   *
   * @param port - 0 for any
   * @throws Error with code EADDRINUSE, EACCES, …
   */
  async start(count: number, port: number): Promise<number> {
    await claimPort(this.settings.host, port);
    this.shared = count > 1;
    const first = this.spawn();
    this.port = await this.listen(first, port);
    this.workers.add(first);
    const others = Array.from({ length: this.shared ? count - 1 : 0 }, () => this.spawn());
    await Promise.all(others.map(worker => this.join(worker)));
    return this.port;
  }

  /** Asks all workers that listen; the answers of those that are lost meanwhile are left out. */
  callAll<Name extends WorkerCallName>(
    name: Name,
    parameters: WorkerCalls[Name][0],
  ): Promise<WorkerCalls[Name][1][]> {
    return this.call(this.workers, name, parameters);
  }

  /** Asks also those that are about to listen. */
  callEvery<Name extends WorkerCallName>(
    name: Name,
    parameters: WorkerCalls[Name][0],
  ): Promise<WorkerCalls[Name][1][]> {
    return this.call(this.threads, name, parameters);
  }

  /**
   * Ends all workers.
   *
   * @param patienceMs - how long a worker may take, after which the process can end without it
   * @returns what the workers said last
   */
  async close(patienceMs: number): Promise<WorkerCalls['close'][1][]> {
    this.closing = true;
    for (const timer of this.timers) clearTimeout(timer);
    const threads = [...this.threads];
    const exits = threads.map(thread => thread.exited);
    const ended = Promise.all([this.callEvery('close', null), ...exits]);
    let timer: NodeJS.Timeout;
    const late = new Promise<null>(resolve => {
      timer = setTimeout(resolve, patienceMs, null);
    });
    const result = await Promise.race([ended, late]);
    clearTimeout(timer!);
    if (result) return result[0];
    this.logger.warn('A worker did not end in time, probably because its model still runs');
    for (const thread of threads) thread.abandon();
    return [];
  }

  private async call<Name extends WorkerCallName>(
    threads: ReadonlySet<WorkerThread>,
    name: Name,
    parameters: WorkerCalls[Name][0],
  ): Promise<WorkerCalls[Name][1][]> {
    const calls = [...threads].map(worker => worker.call(name, parameters));
    const settled = await Promise.allSettled(calls);
    return settled.flatMap(result => {
      if (result.status === 'fulfilled') return [result.value];
      if (result.reason instanceof WorkerLostError) return [];
      throw result.reason;
    });
  }

  private spawn(): WorkerThread {
    const started = Date.now();
    const settings = {
      ...this.settings,
      worker: this.freeNumber(),
      tally: this.tallies && tallyPath(this.tallies, this.spawned++),
    };
    const worker = new WorkerThread(settings, this.hooks.onNotice, (exitCode, error) => {
      this.workers.delete(worker);
      // It was dismissed, or all are.
      if (!this.threads.delete(worker) || this.closing) return;
      if (Date.now() - started > HEALTHY_MS) this.failures = 0;
      this.logger.error(
        `A worker ended with code ${exitCode}, and with it what it observed since its last flush: ` +
          `${error?.stack ?? 'no error'}`,
      );
      this.hooks.onExit({ exitCode, error, lost: () => worker.lost() }, worker.number);
      this.replaceLater();
    });
    for (const other of this.threads) connect(worker, other);
    this.threads.add(worker);
    return worker;
  }

  private freeNumber(): number {
    const taken = new Set(Array.from(this.threads, ({ number }) => number));
    let number = 0;
    while (taken.has(number)) number++;
    return number;
  }

  private replaceLater(): void {
    const delay = Math.min(FIRST_DELAY_MS * 2 ** this.failures++, LONGEST_DELAY_MS);
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void this.queue.run(() => this.replace());
    }, delay);
    this.timers.add(timer);
  }

  private async replace(): Promise<void> {
    // Nobody is there to replace it before start has succeeded or after close.
    if (this.closing || this.port === 0) return;
    const worker = this.spawn();
    try {
      await this.hooks.restore(worker);
      await this.listen(worker, this.port);
      this.workers.add(worker);
      this.logger.info('A worker was replaced');
    } catch (error) {
      if (error instanceof WorkerLostError) return;
      this.logger.error(`A worker could not be replaced: ${(error as Error).message}`);
      this.dismiss(worker);
      this.replaceLater();
    }
  }

  /** Has a worker listen beside the first; ends it where the port turns out not to be shared. */
  private async join(worker: WorkerThread): Promise<void> {
    try {
      await this.listen(worker, this.port);
      this.workers.add(worker);
    } catch (error) {
      // Node before 22.12 takes the option and does nothing about it.
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      this.serveAlone();
      this.dismiss(worker);
    }
  }

  private serveAlone(): void {
    if (!this.shared) return;
    this.shared = false;
    this.logger.warn('Threads cannot share a port on this platform: one worker serves alone');
  }

  private dismiss(worker: WorkerThread): void {
    this.threads.delete(worker);
    worker.call('close', null).catch(() => {});
  }

  private async listen(worker: WorkerThread, port: number): Promise<number> {
    try {
      return (await worker.call('listen', { port, shared: this.shared })).port;
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!this.shared || !UNSHARED_PLATFORM.includes(code)) throw error;
      this.serveAlone();
      return this.listen(worker, port);
    }
  }
}

/** Gives two workers a line to each other. Where one of them is lost, so is the line. */
function connect(one: WorkerThread, other: WorkerThread): void {
  const { port1, port2 } = new MessageChannel();
  one.call('connect', { worker: other.number, port: port1 }, [port1]).catch(() => {});
  other.call('connect', { worker: one.number, port: port2 }, [port2]).catch(() => {});
}
