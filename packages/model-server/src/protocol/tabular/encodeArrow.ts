import type { Data, DataType } from 'apache-arrow';
import { Datatype, Tensor, TensorData } from '../Datatype';
import { OutputColumn, outputColumns } from './outputColumns';

type Arrow = typeof import('apache-arrow');

/**
 * An answer as a table of Arrow IPC in one batch, with `model_name`, `model_version` and `id` among the metadata of its
 * schema. NaN and ±Infinity are written as they are.
 *
 * @param model - `model_name` and `model_version`
 * @param outputs - by name, in the order of the answer
 * @param rows - those of the request
 * @throws ProtocolError 400 when outputs can't be given as columns
 */
export function encodeArrow(
  format: 'arrow-stream' | 'arrow-file',
  model: { readonly name: string; readonly version: string },
  id: string | undefined,
  outputs: ReadonlyMap<string, Tensor>,
  rows: number,
): Buffer {
  const columns = outputColumns(outputs, rows);
  const arrow = loadArrow();
  const children = columns.map(column => toData(arrow, column, rows));
  const fields = columns.map(({ name }, i) => new arrow.Field(name, children[i].type, false));
  const metadata = new Map([
    ['model_name', model.name],
    ['model_version', model.version],
  ]);
  if (id !== undefined) metadata.set('id', id);
  const type = new arrow.Struct(fields);
  const batch = arrow.makeData({ type, length: rows, nullCount: 0, children });
  const table = new arrow.Table(new arrow.RecordBatch(new arrow.Schema(fields, metadata), batch));
  const bytes = arrow.tableToIPC(table, format === 'arrow-file' ? 'file' : 'stream');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Loaded by those who are asked for Arrow: it takes a moment, and 10 MB. */
function loadArrow(): Arrow {
  // eslint-disable-next-line global-require
  return require('apache-arrow');
}

const TYPES = {
  UINT8: 'Uint8',
  UINT16: 'Uint16',
  UINT32: 'Uint32',
  UINT64: 'Uint64',
  INT8: 'Int8',
  INT16: 'Int16',
  INT32: 'Int32',
  INT64: 'Int64',
  FP16: 'Float16',
  FP32: 'Float32',
  FP64: 'Float64',
} as const satisfies Record<Exclude<Datatype, 'BOOL' | 'BYTES'>, keyof Arrow>;

function toData(
  arrow: Arrow,
  { datatype, data, offset, stride }: OutputColumn,
  rows: number,
): Data {
  const values = stride === 1 ? data : everyNth(data, offset, stride, rows);
  if (datatype === 'BYTES') return toUtf8(arrow, values as string[]);
  if (datatype === 'BOOL') {
    const bits = packBits(values as Uint8Array);
    return arrow.makeData({ type: new arrow.Bool(), length: rows, nullCount: 0, data: bits });
  }
  const type: DataType = new arrow[TYPES[datatype]]();
  return arrow.makeData({
    type,
    length: rows,
    nullCount: 0,
    data: values as Float32Array,
  } as never);
}

function everyNth(data: TensorData, offset: number, stride: number, rows: number): TensorData {
  const values = data.slice(0, rows);
  for (let row = 0; row < rows; row++) {
    (values as unknown[])[row] = data[offset + row * stride];
  }
  return values;
}

function toUtf8(arrow: Arrow, strings: readonly string[]): Data {
  const parts = strings.map(string => Buffer.from(string));
  const valueOffsets = new Int32Array(parts.length + 1);
  parts.forEach((part, row) => {
    valueOffsets[row + 1] = valueOffsets[row] + part.length;
  });
  return arrow.makeData({
    type: new arrow.Utf8(),
    length: parts.length,
    nullCount: 0,
    valueOffsets,
    data: Buffer.concat(parts),
  });
}

function packBits(values: Uint8Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.length / 8));
  values.forEach((value, row) => {
    if (value) bits[row >> 3] |= 1 << (row & 7);
  });
  return bits;
}
