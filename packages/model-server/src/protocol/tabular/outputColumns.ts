import { Datatype, Tensor, TensorData } from '../Datatype';
import { ProtocolError, quote } from '../ProtocolError';
import { elementName } from './columnNames';

/** A column of an answer, in the tensor that it comes from. */
export interface OutputColumn {
  readonly name: string;
  readonly datatype: Datatype;
  readonly data: TensorData;
  /** Of the value of row 0. */
  readonly offset: number;
  /** From one row's value to the next one's. */
  readonly stride: number;
}

/**
 * The columns of an answer: an output [N] or [N, 1] is a column of its own name, element i of [N, k] is `name[i]`.
 *
 * @param outputs - by name, in the order of the answer
 * @param rows - N, those of the request
 * @throws ProtocolError 400 when an output isn't made of rows, or two have columns of the same name
 */
export function outputColumns(
  outputs: ReadonlyMap<string, Tensor>,
  rows: number,
): readonly OutputColumn[] {
  const columns: OutputColumn[] = [];
  for (const [name, { datatype, shape, data }] of outputs) {
    const [first, stride = 1] = shape;
    if (first !== rows || shape.length > 2) {
      throw new ProtocolError(
        400,
        `Output ${quote(name)} of shape [${shape}] has no columns of ${rows} rows; use the protocol's JSON`,
      );
    }
    for (let offset = 0; offset < stride; offset++) {
      const column = stride === 1 ? name : elementName(name, offset);
      columns.push({ name: column, datatype, data, offset, stride });
    }
  }
  checkDistinct(columns);
  return columns;
}

function checkDistinct(columns: readonly OutputColumn[]): void {
  const names = new Set<string>();
  for (const { name } of columns) {
    if (names.has(name)) {
      throw new ProtocolError(
        400,
        `Two outputs have a column ${quote(name)}; ask for one of them, or use the protocol's JSON`,
      );
    }
    names.add(name);
  }
}
