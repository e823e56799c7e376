import { FloatRowCounter, Profile, Profiler } from '@mlops-backstage/model-profile';
import { Datatype, Tensor, TensorData } from '../protocol/Datatype';
import { ELEMENT_READERS } from '../protocol/elementReaders';
import { fromHalf } from '../protocol/half';
import { BoundSchema, BoundTensor } from './bindColumns';

/** A request's inputs and outputs by name. */
export interface ObservedTensors {
  readonly inputs: ReadonlyMap<string, Tensor>;
  readonly outputs: ReadonlyMap<string, Tensor>;
}

/** Requests with more don't wait for others. */
const MAX_ROWS_OF_REQUEST = 32;

/** Elements of a tensor in a row; where one has more, no request waits. */
const MAX_WAITING_WIDTH = 128;

/** Of all requests together. The more, the less there is for each to do that takes its time once for all of them. */
const MAX_WAITING_ROWS = 256;

/** Of all requests in one tensor, for the sake of memory; of the widest that waits they are 64 rows. */
const MAX_WAITING_ELEMENTS = 64 * MAX_WAITING_WIDTH;

/** Rows of a tensor, below each other. */
interface WaitingTensor {
  readonly datatype: Datatype;
  /** Elements of a row. */
  readonly width: number;
  readonly data: TensorData;
}

/**
 * Counts rows of requests into a profile. Those of small requests wait for others to be counted with: each column has
 * counters of its own, and to go through all of them takes longer for a row that is alone than for one of many.
 */
export class RowProfiler {
  private readonly bound: readonly BoundTensor[];
  private readonly profiler: Profiler;
  /** One for each of the bound tensors: of its numeric columns, where its values are floats. */
  private readonly floats: readonly FloatRowCounter[];
  /** One for each of the bound tensors, once a small request has come. */
  private readonly waiting: WaitingTensor[] = [];
  private waitingRows = 0;
  /** For how many rows all of them have room; for those of any request that may wait. */
  private room = MAX_WAITING_ROWS;

  constructor({ schema, tensors }: BoundSchema) {
    this.bound = tensors;
    this.profiler = new Profiler(schema);
    this.floats = tensors.map(({ columns }) =>
      this.profiler.floatRows(columns.filter(({ kind }) => kind === 'numeric')),
    );
  }

  /**
   * Counts a request's rows.
   *
   * @throws RangeError when a tensor doesn't have them; nothing of the request is counted then
   */
  add(rows: number, { inputs, outputs }: ObservedTensors): void {
    let canWait = rows <= MAX_ROWS_OF_REQUEST;
    if (this.waitingRows + rows > this.room) this.countWaiting();
    for (let i = 0; i < this.bound.length; i++) {
      const { side, name, width } = this.bound[i];
      const { datatype, shape, data } = (side === 'inputs' ? inputs : outputs).get(name)!;
      if (shape[0] !== rows || width > data.length / rows) {
        throw new RangeError(
          `'${name}' of shape [${shape}] has no ${width} elements of ${rows} rows`,
        );
      }
      if (!canWait) continue;
      const waiting = (this.waiting[i] ??= this.allocate(datatype, data.length / rows));
      canWait = data.length === rows * waiting.width;
      // Not there for anybody until their number says so.
      if (canWait) copy(data, waiting.data, this.waitingRows * waiting.width);
    }
    this.profiler.addRows(rows);
    if (canWait) this.waitingRows += rows;
    else this.countAll(rows, { inputs, outputs });
  }

  /** One that is too wide has no room: no request of the same width waits then. */
  private allocate(datatype: Datatype, width: number): WaitingTensor {
    if (width > MAX_WAITING_WIDTH) return { datatype, width: NaN, data: [] };
    const rows = Math.min(MAX_WAITING_ROWS, Math.floor(MAX_WAITING_ELEMENTS / width));
    // Until all are there nobody waits.
    this.room = Math.min(this.room, rows);
    return { datatype, width, data: ELEMENT_READERS[datatype].allocate(width * rows) };
  }

  /** What was counted since the last take; counting starts anew. */
  take(): Profile {
    this.countWaiting();
    return this.profiler.take();
  }

  private countAll(rows: number, tensors: ObservedTensors): void {
    this.bound.forEach(({ side, name }, i) => {
      const { datatype, data } = tensors[side].get(name)!;
      this.count(i, rows, datatype, data);
    });
  }

  private countWaiting(): void {
    const rows = this.waitingRows;
    if (rows === 0) return;
    this.waitingRows = 0;
    this.waiting.forEach(({ datatype, width, data }, i) => {
      const taken = Array.isArray(data)
        ? data.slice(0, rows * width)
        : data.subarray(0, rows * width);
      this.count(i, rows, datatype, taken);
    });
  }

  /** @param tensor - position among the bound ones */
  private count(tensor: number, rows: number, datatype: Datatype, data: TensorData): void {
    const width = data.length / rows;
    const isFloat = datatype === 'FP32';
    if (isFloat) this.floats[tensor].count(data as Float32Array, rows, width);
    const numbers = numbersOf(datatype, data);
    for (const { index, kind, element } of this.bound[tensor].columns) {
      if (kind === 'categorical') {
        const labels = labelsOf(datatype, data, numbers);
        this.profiler.observeCategorical(index, labels, rows, element, width);
      } else if (!isFloat) {
        this.profiler.observeNumeric(index, numbers, rows, element, width);
      }
    }
  }
}

/** @param to - of the same datatype */
function copy(from: TensorData, to: TensorData, at: number): void {
  if (Array.isArray(to)) (from as string[]).forEach((value, i) => (to[at + i] = value));
  else to.set(from as never, at);
}

/** Of BYTES, which no numeric column is bound to, it is no numbers that are returned. */
function numbersOf(datatype: Datatype, data: TensorData): ArrayLike<number | bigint> {
  if (datatype === 'FP16') return Array.from(data as Uint16Array, fromHalf);
  return data as ArrayLike<number | bigint>;
}

function labelsOf(
  datatype: Datatype,
  data: TensorData,
  numbers: ArrayLike<number | bigint>,
): ArrayLike<string | number | bigint | boolean> {
  if (datatype === 'BOOL') return Array.from(data as Uint8Array, Boolean);
  return datatype === 'BYTES' ? (data as string[]) : numbers;
}
