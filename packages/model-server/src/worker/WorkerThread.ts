import { MessagePort, Worker } from 'node:worker_threads';
import { WorkerLostError } from '../errors';
import { HandedOver } from '../observation/tally/HandedOver';
import { missingRequests } from '../observation/tally/missingRequests';
import { readTally } from '../observation/tally/readTally';
import { AnsweredCount, MalformedTallyError } from '../observation/tally/TallyBytes';
import { WORKER_ENTRY } from './entry';
import {
  Handover,
  WorkerCall,
  WorkerCallName,
  WorkerCalls,
  WorkerMessage,
  WorkerNotice,
  WorkerSettings,
} from './messages';
import { sourceExecArgv } from './sourceExecArgv';

/**
 * Nearly all that a request leaves is garbage when it is answered. In little room it stays in the processor's cache, and is
 * collected often enough that the buffers of bodies, which lie elsewhere, don't add up to what V8 collects all of its heap for.
 */
const YOUNG_GENERATION_MB = 3;

interface PendingCall {
  readonly name: WorkerCallName;
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/**
 * The main thread's end of a worker.
 *
 * There is no way to stop one by force: terminating a thread inside ONNX Runtime aborts the whole
 * process (onnxruntime-node 1.30: the binding throws where no exception can be thrown any more).
 */
export class WorkerThread {
  /** Settles when the thread has ended, however it did. */
  readonly exited: Promise<void>;
  private readonly worker: Worker;
  private readonly pending = new Map<number, PendingCall>();
  private readonly tally?: string;
  private readonly handedOver = new HandedOver();
  private nextId = 0;
  private ended = false;
  private failure?: Error;

  /** From 0; its place in the memory that workers share. */
  readonly number: number;

  /** @param onExit - called once, with the error that ended the thread if there was one */
  constructor(
    settings: WorkerSettings,
    onNotice: (notice: WorkerNotice) => void,
    onExit: (exitCode: number, error?: Error) => void,
  ) {
    this.number = settings.worker;
    this.tally = settings.tally;
    this.worker = new Worker(WORKER_ENTRY, {
      workerData: settings,
      execArgv: sourceExecArgv(WORKER_ENTRY),
      name: 'model-server',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    this.worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'answer') this.take(message.id, message.answer);
      else if (message.kind === 'failure') this.settle(message.id)?.reject(errorOf(message));
      else {
        if (message.kind === 'handover') this.handedOver.add(message.handover.windows);
        onNotice(message);
      }
    });
    this.worker.on('error', error => {
      this.failure = error as Error;
    });
    this.exited = new Promise(resolve => this.worker.once('exit', () => resolve()));
    this.worker.on('exit', exitCode => {
      this.ended = true;
      for (const call of this.pending.values()) {
        call.reject(new WorkerLostError('A worker ended before it answered'));
      }
      this.pending.clear();
      onExit(exitCode, this.failure);
    });
  }

  /**
   * @param transfer - ports among the parameters
   * @throws WorkerLostError when the worker ends before it answers
   */
  call<Name extends WorkerCallName>(
    name: Name,
    parameters: WorkerCalls[Name][0],
    transfer: readonly MessagePort[] = [],
  ): Promise<WorkerCalls[Name][1]> {
    if (this.ended) return Promise.reject(new WorkerLostError('The worker has ended'));
    const call: WorkerCall<Name> = { id: this.nextId++, name, parameters };
    return new Promise((resolve, reject) => {
      this.pending.set(call.id, { name, resolve: resolve as PendingCall['resolve'], reject });
      this.worker.postMessage(call, transfer);
    });
  }

  /**
   * What it had answered and not handed over when it ended.
   *
   * @throws MalformedTallyError, or Error with code ENOENT, … when it left no whole tally, or was to keep none
   */
  async lost(): Promise<AnsweredCount[]> {
    if (this.tally === undefined) throw new MalformedTallyError('It was to keep none');
    return missingRequests(await readTally(this.tally), this.handedOver.all());
  }

  /** No longer keeps the process alive. */
  abandon(): void {
    this.worker.unref();
  }

  private take(id: number, answer: unknown): void {
    const call = this.settle(id);
    if (call?.name === 'flush' || call?.name === 'close') {
      this.handedOver.add((answer as Handover).windows);
    }
    call?.resolve(answer);
  }

  private settle(id: number): PendingCall | undefined {
    const call = this.pending.get(id);
    this.pending.delete(id);
    return call;
  }
}

function errorOf({ message, code }: { message: string; code?: string }): Error {
  return Object.assign(new Error(message), code && { code });
}
