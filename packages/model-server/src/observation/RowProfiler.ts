import { Profile, Profiler } from '@mlops-backstage/model-profile';
import { Datatype, Tensor, TensorData } from '../protocol/Datatype';
import { ELEMENT_READERS } from '../protocol/elementReaders';
import { fromHalf } from '../protocol/half';
import { BoundColumn, BoundSchema, BoundTensor } from './bindColumns';

/** A request's inputs and outputs by name. */
export interface ObservedTensors {
  readonly inputs: ReadonlyMap<string, Tensor>;
  readonly outputs: ReadonlyMap<string, Tensor>;
}

/** Requests with more rows than half of it don't wait for others. */
const MAX_WAITING_ROWS = 64;

/** Elements of a tensor in a row; where one has more, no request waits. */
const MAX_WAITING_WIDTH = 128;

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
  /** One for each of the bound tensors, once a small request has come. */
  private readonly waiting: WaitingTensor[] = [];
  private waitingRows = 0;

  constructor({ schema, tensors }: BoundSchema) {
    this.bound = tensors;
    this.profiler = new Profiler(schema);
  }

  /**
   * Counts a request's rows.
   *
   * @throws RangeError when a tensor doesn't have them; nothing of the request is counted then
   */
  add(rows: number, { inputs, outputs }: ObservedTensors): void {
    let canWait = rows <= MAX_WAITING_ROWS / 2;
    if (this.waitingRows + rows > MAX_WAITING_ROWS) this.countWaiting();
    for (let i = 0; i < this.bound.length; i++) {
      const { side, name, width } = this.bound[i];
      const { datatype, shape, data } = (side === 'inputs' ? inputs : outputs).get(name)!;
      if (shape[0] !== rows || width > data.length / rows) {
        throw new RangeError(
          `'${name}' of shape [${shape}] has no ${width} elements of ${rows} rows`,
        );
      }
      if (!canWait) continue;
      const waiting = (this.waiting[i] ??= allocate(datatype, data.length / rows));
      canWait = data.length === rows * waiting.width;
      // Not there for anybody until their number says so.
      if (canWait) copy(data, waiting.data, this.waitingRows * waiting.width);
    }
    this.profiler.addRows(rows);
    if (canWait) this.waitingRows += rows;
    else this.countAll(rows, { inputs, outputs });
  }

  /** What was counted since the last take; counting starts anew. */
  take(): Profile {
    this.countWaiting();
    return this.profiler.take();
  }

  private countAll(rows: number, tensors: ObservedTensors): void {
    for (const { side, name, columns } of this.bound) {
      const { datatype, data } = tensors[side].get(name)!;
      this.count(columns, rows, datatype, data);
    }
  }

  private countWaiting(): void {
    const rows = this.waitingRows;
    if (rows === 0) return;
    this.waitingRows = 0;
    this.bound.forEach(({ columns }, i) => {
      const { datatype, width, data } = this.waiting[i];
      const taken = Array.isArray(data)
        ? data.slice(0, rows * width)
        : data.subarray(0, rows * width);
      this.count(columns, rows, datatype, taken);
    });
  }

  private count(
    columns: readonly BoundColumn[],
    rows: number,
    datatype: Datatype,
    data: TensorData,
  ): void {
    const width = data.length / rows;
    const numbers = numbersOf(datatype, data);
    for (const { index, kind, element } of columns) {
      if (kind === 'numeric') this.profiler.observeNumeric(index, numbers, rows, element, width);
      else {
        const labels = labelsOf(datatype, data, numbers);
        this.profiler.observeCategorical(index, labels, rows, element, width);
      }
    }
  }
}

/** One that is too wide has no room: no request of the same width waits then. */
function allocate(datatype: Datatype, width: number): WaitingTensor {
  if (width > MAX_WAITING_WIDTH) return { datatype, width: NaN, data: [] };
  return { datatype, width, data: ELEMENT_READERS[datatype].allocate(width * MAX_WAITING_ROWS) };
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
