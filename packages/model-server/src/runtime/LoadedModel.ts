import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { ModelLoadError } from '../errors';
import { Tensor, TensorData } from '../protocol/Datatype';
import { ELEMENT_READERS } from '../protocol/elementReaders';
import { isTensor, ModelSignature, TensorSignature } from '../protocol/ModelSignature';
import { BatchLimits, BatchRunner, RunRequest, RunResult } from './BatchRunner';
import { datatypeOf, elementTypeOf } from './elementTypes';
import { findRowDependence, hasRows } from './findRowDependence';
import { ServedModel } from './ServedModel';
import { signatureOf } from './signatureOf';

/** Where a model's session comes from, and goes to. */
export interface SessionSource {
  /** @throws ModelLoadError */
  open(): Promise<InferenceSession>;
  close(session: InferenceSession): void;
  /** Nobody holds the model any more. */
  forget(): void;
}

/**
 * A model on this thread. Its session is closed when nobody holds it any more; it may be closed before, when it isn't used,
 * and is opened again by the next run.
 */
export class LoadedModel implements ServedModel {
  readonly signature: ModelSignature;
  /** Names of the outputs that can be served. */
  readonly tensorOutputs: readonly string[];
  /** Why rows of different requests must not be run together, where that had to be tried. Known once it is warm. */
  rowDependence?: string;
  private batches?: BatchRunner;
  private holders = 0;
  private session?: InferenceSession;
  private opening?: Promise<InferenceSession>;
  private running = 0;
  private lastUsed = performance.now();

  /** @throws ModelLoadError when the model has inputs or no outputs that can be served */
  constructor(
    session: InferenceSession,
    private readonly source: SessionSource,
    private readonly limits: BatchLimits,
  ) {
    this.session = session;
    this.signature = signatureOf(session);
    this.tensorOutputs = this.signature.outputs.filter(isTensor).map(output => output.name);
    if (this.tensorOutputs.length === 0) {
      throw new ModelLoadError('The model has no output that can be served');
    }
  }

  hold(): this {
    this.holders++;
    return this;
  }

  letGo(): void {
    if (--this.holders > 0) return;
    this.closeSession();
    this.source.forget();
  }

  /** Closes the session if nothing was run for so long. */
  rest(idleMs: number): void {
    if (this.running === 0 && performance.now() - this.lastUsed >= idleMs) this.closeSession();
  }

  private closeSession(): void {
    if (this.session) this.source.close(this.session);
    this.session = undefined;
  }

  /** Runs that come meanwhile wait for the same one. */
  private openSession(): Promise<InferenceSession> {
    this.opening ??= this.source
      .open()
      .then(session => {
        this.session = session;
        return session;
      })
      .finally(() => {
        this.opening = undefined;
      });
    return this.opening;
  }

  async run(
    collect: () => ReadonlyMap<string, Tensor>,
    outputs: readonly string[],
  ): Promise<Map<string, Tensor>> {
    this.hold();
    this.running++;
    try {
      return await compute(this.session ?? (await this.openSession()), collect, outputs);
    } finally {
      this.running--;
      this.lastUsed = performance.now();
      this.letGo();
    }
  }

  score(request: RunRequest): Promise<RunResult> {
    return this.batches!.run(request);
  }

  /**
   * To be called once, before requests come.
   *
   * Runs one row of zeros and empty strings, since a session's first run allocates; a model may have its reasons to fail
   * on them, which says nothing about real rows. Then finds out whether rows can be run together.
   */
  async warmUp(): Promise<void> {
    const inputs = this.signature.inputs.map(input => [input.name, blank(input)] as const);
    await this.run(() => new Map(inputs), this.tensorOutputs).catch(() => {});
    let batching = this.limits.maxBatchRows > 1 && hasRows(this.signature);
    if (batching) {
      this.rowDependence = await findRowDependence(this.signature, rows =>
        this.run(() => rows, this.tensorOutputs),
      );
      batching = this.rowDependence === undefined;
    }
    this.batches = new BatchRunner(this, this.limits, batching);
  }
}

async function compute(
  session: InferenceSession,
  collect: () => ReadonlyMap<string, Tensor>,
  outputs: readonly string[],
): Promise<Map<string, Tensor>> {
  const feeds: Record<string, OrtTensor> = {};
  for (const name of session.inputNames) feeds[name] = {} as OrtTensor;
  let refusal: unknown;
  // The binding (1.30) reads the feeds and computes in an immediate that it sets when called; this one comes right before.
  // Were that to change, it would find tensors without data, and say so.
  setImmediate(() => {
    try {
      for (const [name, input] of collect()) Object.assign(feeds[name], toOrt(input));
    } catch (error) {
      refusal = error;
    }
  });
  try {
    const results = await session.run(feeds, outputs);
    return new Map(outputs.map(name => [name, fromOrt(results[name])]));
  } catch (error) {
    throw refusal ?? error;
  }
}

/**
 * What the native binding reads of a tensor. The class `Tensor` isn't used because on Node 24 it turns
 * the bits of float16 into a Float16Array, which the binding (1.30) refuses.
 */
function toOrt({ datatype, shape, data }: Tensor): OrtTensor {
  return { type: elementTypeOf(datatype), dims: shape, data, location: 'cpu' } as OrtTensor;
}

function fromOrt({ type, dims, data }: OrtTensor): Tensor {
  // Float16Array where the runtime has one: the same bits.
  const bits =
    type === 'float16' && !(data instanceof Uint16Array)
      ? new Uint16Array((data as Uint8Array).buffer, (data as Uint8Array).byteOffset, data.length)
      : data;
  return { datatype: datatypeOf(type)!, shape: dims, data: bits as TensorData };
}

function blank({ datatype, shape }: TensorSignature): Tensor {
  const dimensions = shape.map(size => Math.max(size, 1));
  const elements = dimensions.reduce((product, size) => product * size, 1);
  return { datatype, shape: dimensions, data: ELEMENT_READERS[datatype].allocate(elements) };
}
