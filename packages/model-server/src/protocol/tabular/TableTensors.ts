import { countRows } from '../checkAgainstSignature';
import { Datatype, Tensor, TensorData } from '../Datatype';
import { DecodeLimits, InferRequest } from '../decodeInferRequest';
import { decodeShape } from '../decodeShape';
import { ELEMENT_READERS } from '../elementReaders';
import { TensorSignature } from '../ModelSignature';
import { ProtocolError } from '../ProtocolError';
import { BoundTable } from './bindTable';

/** The part of a tensor that a column's values are stored in. */
export interface ColumnTarget {
  readonly name: string;
  readonly datatype: Datatype;
  readonly data: TensorData;
  /** Of the value of row 0. */
  readonly offset: number;
  /** From one row's value to the next one's. */
  readonly stride: number;
}

/** A model's inputs as they are filled by the columns of a table. */
export class TableTensors {
  /** In the order of the table's columns. */
  readonly targets: readonly ColumnTarget[];

  private readonly data: readonly TensorData[];

  /** @param capacity - rows there is room for; `checkRows` has passed them */
  constructor(
    private readonly inputs: readonly TensorSignature[],
    private readonly table: BoundTable,
    private readonly capacity: number,
  ) {
    this.data = inputs.map(({ datatype }, i) =>
      ELEMENT_READERS[datatype].allocate(capacity * table.widths[i]),
    );
    this.targets = table.columns.map(({ name, input, element }) => ({
      name,
      datatype: inputs[input].datatype,
      data: this.data[input],
      offset: element,
      stride: table.widths[input],
    }));
  }

  /**
   * The inputs by name, in the order of the signature.
   *
   * @param rows - those that were stored, of all columns
   */
  finish(rows: number, limits: DecodeLimits): Pick<InferRequest, 'inputs' | 'rows'> {
    const tensors = new Map<string, Tensor>();
    this.inputs.forEach(({ name, datatype }, i) => {
      const elements = rows * this.table.widths[i];
      const data = rows === this.capacity ? this.data[i] : this.data[i].slice(0, elements);
      tensors.set(name, {
        datatype,
        shape: shapeOf(this.inputs[i], this.table.widths[i], rows),
        data,
      });
    });
    return { inputs: tensors, rows: countRows(tensors, this.inputs, limits.maxRows) };
  }
}

/**
 * Checks the number of a table's rows before anything is allocated for them.
 *
 * @throws ProtocolError 400 when there are none, too many, or not those that a fixed dimension asks for
 */
export function checkRows(
  rows: number,
  inputs: readonly TensorSignature[],
  { widths }: BoundTable,
  { maxRows, maxTensorElements }: DecodeLimits,
): void {
  if (rows === 0) throw new ProtocolError(400, 'The request has no rows');
  if (rows > maxRows) {
    throw new ProtocolError(
      400,
      `The request has more than ${maxRows} rows, which is as many as are allowed`,
    );
  }
  inputs.forEach((input, i) => {
    decodeShape(input.name, input.shape, shapeOf(input, widths[i], rows), maxTensorElements);
  });
}

function shapeOf({ shape }: TensorSignature, width: number, rows: number): number[] {
  return shape.length === 1 ? [rows] : [rows, width];
}
