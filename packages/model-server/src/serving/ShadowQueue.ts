import { Exchange } from '../http/Exchange';
import { AnsweredRequest, WindowObserver } from '../observation/WindowObserver';
import { DecodeLimits, InferRequest } from '../protocol/decodeInferRequest';
import { fitInferRequest } from '../protocol/fitInferRequest';
import { DeployedVersion } from './DeployedVersion';
import { WorkerLoad } from '../telemetry/WorkerLoad';
import { PredictionLog } from './PredictionLog';
import { Columns } from './tensorColumns';

export interface ShadowLimits extends DecodeLimits {
  /** Requests whose copies wait. */
  readonly maxShadowRequests: number;
  /** Bytes of their bodies. */
  readonly maxShadowBytes: number;
}

/** What is told of copies that come to nothing. */
export interface ShadowHooks {
  onError(challenger: DeployedVersion, error: Error): void;
  onDrop(challenger: DeployedVersion): void;
}

/** An answered request and the challengers that haven't been run on it yet, whose models it holds. */
interface ShadowRequest {
  readonly infer: InferRequest;
  /** Epoch milliseconds, of the window that its copies are observed in. */
  readonly time: number;
  readonly bytes: number;
  /** There when its predictions are logged. */
  readonly predictionId?: string;
  /** What is handed over of the inputs with them. */
  readonly kept?: Columns;
  readonly challengers: DeployedVersion[];
}

/**
 * Runs challengers on copies of a worker's answered requests, when no request is there to be answered.
 *
 * A model that runs blocks the thread. So there is one run in a turn of the event loop, and none as long as an answer is
 * under way: a request can come to wait for the end of the one run that it finds, and for no other. Under a load that
 * leaves no time between answers no copy is run at all; those that find the queue full are dropped and counted.
 */
export class ShadowQueue {
  private readonly waiting: ShadowRequest[] = [];
  /** Also of those whose answer isn't written yet. */
  private requests = 0;
  private bytes = 0;
  private answersUnderWay = 0;
  /** The turn that is due or runs. */
  private turn?: Promise<void>;
  private closed = false;

  constructor(
    private readonly limits: ShadowLimits,
    private readonly observer: WindowObserver,
    private readonly log: PredictionLog,
    private readonly load: WorkerLoad,
    private readonly hooks: ShadowHooks,
  ) {}

  /** An answer is about to be computed: copies wait until `answerEnds`. */
  answerBegins(): void {
    this.answersUnderWay++;
  }

  answerEnds(): void {
    this.answersUnderWay--;
  }

  /**
   * Copies a request to challengers, once its answer has left this process or its client has. All challengers get it or,
   * when there is no room, none, so that they can be compared.
   *
   * @param challengers - of a deployment that the caller holds
   * @param answered - the request, which nobody else needs any more, with the bytes that its body had
   * @param exchange - already answered
   */
  copy(
    challengers: readonly DeployedVersion[],
    answered: Omit<ShadowRequest, 'challengers'>,
    exchange: Exchange,
  ): void {
    const { time, bytes } = answered;
    const { maxShadowRequests, maxShadowBytes } = this.limits;
    if (this.requests >= maxShadowRequests || this.bytes + bytes > maxShadowBytes) {
      for (const challenger of challengers) this.drop(challenger, time);
      return;
    }
    this.requests++;
    this.bytes += bytes;
    this.load.shadowsWait(this.requests);
    for (const { model } of challengers) model.hold();
    const request = { ...answered, challengers: [...challengers] };
    exchange.onceClosed(() => this.enqueue(request));
  }

  /** Drops what waits and what is still to come, and waits for the run under way. */
  async close(): Promise<void> {
    this.closed = true;
    for (const request of this.waiting.splice(0)) this.dropRequest(request);
    await this.turn;
  }

  private enqueue(request: ShadowRequest): void {
    if (this.closed) {
      this.dropRequest(request);
      return;
    }
    this.waiting.push(request);
    this.turn ??= this.takeTurns();
  }

  private async takeTurns(): Promise<void> {
    while (this.waiting.length > 0) {
      await new Promise(resolve => setImmediate(resolve));
      if (this.answersUnderWay === 0 && this.waiting.length > 0) await this.runNext();
    }
    this.turn = undefined;
  }

  private async runNext(): Promise<void> {
    const [request] = this.waiting;
    const challenger = request.challengers.shift()!;
    if (request.challengers.length === 0) this.forget(this.waiting.shift()!);
    try {
      await this.run(challenger, request);
    } finally {
      challenger.model.letGo();
    }
  }

  private async run(challenger: DeployedVersion, request: ShadowRequest): Promise<void> {
    const { infer, time, predictionId, kept } = request;
    const { model, observed, statistics } = challenger;
    let started: number | undefined;
    let scored: AnsweredRequest['scored'];
    try {
      const {
        inputs,
        outputs: requested,
        rows,
      } = fitInferRequest(infer, model.signature, this.limits);
      const toRun = predictionId ? model.tensorOutputs : challenger.outputsToRun(requested);
      const collect = () => {
        started = performance.now();
        return inputs;
      };
      const outputs = await model.run(collect, toRun);
      scored = { inputs, outputs, rows };
    } catch (error) {
      this.hooks.onError(challenger, error as Error);
    }
    // Nothing was run when the request doesn't fit.
    const latencyMs = started === undefined ? 0 : performance.now() - started;
    // What doesn't fit was no run that failed.
    const isFailure = !scored && started !== undefined;
    this.observer.observe(observed, { time, latencyMs, scored, isFailure });
    statistics.copy(!scored);
    if (scored && predictionId) {
      this.log.add(predictionId, challenger, { time, latencyMs }, scored, kept);
    }
  }

  private dropRequest(request: ShadowRequest): void {
    this.forget(request);
    for (const challenger of request.challengers) {
      this.drop(challenger, request.time);
      challenger.model.letGo();
    }
  }

  private drop(challenger: DeployedVersion, time: number): void {
    this.observer.drop(challenger.observed, time);
    challenger.statistics.dropCopy();
    this.hooks.onDrop(challenger);
  }

  private forget({ bytes }: ShadowRequest): void {
    this.requests--;
    this.bytes -= bytes;
    this.load.shadowsWait(this.requests);
  }
}
