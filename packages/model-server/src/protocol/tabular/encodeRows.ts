import { Tensor } from '../Datatype';
import { encodeAnswerHead } from '../encodeAnswerHead';
import { jsonEncoder } from '../jsonEncoder';
import { outputColumns } from './outputColumns';

/**
 * The JSON text of an answer in rows, `{"model_name", "model_version", "id", "rows": [{"label": 1}, …]}`. Values are
 * written as in the protocol's JSON.
 *
 * @param model - `model_name` and `model_version`
 * @param outputs - by name, in the order of the answer
 * @param rows - those of the request
 * @throws ProtocolError 400 when outputs can't be given as columns
 */
export function encodeRows(
  model: { readonly name: string; readonly version: string },
  id: string | undefined,
  outputs: ReadonlyMap<string, Tensor>,
  rows: number,
): string {
  const columns = outputColumns(outputs, rows).map(column => ({
    ...column,
    key: `${JSON.stringify(column.name)}:`,
    encode: jsonEncoder(column.datatype),
  }));
  let text = encodeAnswerHead(model, id);
  text += ',"rows":[';
  for (let row = 0; row < rows; row++) {
    let separator = row === 0 ? '{' : ',{';
    for (const { key, encode, data, offset, stride } of columns) {
      text += separator + key + encode(data[offset + row * stride]);
      separator = ',';
    }
    text += columns.length === 0 ? `${separator}}` : '}';
  }
  return `${text}]}`;
}
