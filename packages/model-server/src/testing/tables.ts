import * as arrow from 'apache-arrow';

/** A column as Arrow's own library writes it. */
export interface WrittenColumn {
  readonly name: string;
  readonly type: arrow.DataType;
  readonly values: readonly unknown[];
}

/** A table of one batch, written by Arrow's own library. */
export function writeArrow(
  columns: readonly WrittenColumn[],
  format: 'stream' | 'file' = 'stream',
): Buffer {
  const vectors = columns.map(({ type, values }) => arrow.vectorFromArray(values as never, type));
  return writeVectors(
    columns.map(({ name }) => name),
    vectors,
    format,
  );
}

/** Vectors of one chunk each, as a table of one batch. */
export function writeVectors(
  names: readonly string[],
  vectors: readonly arrow.Vector[],
  format: 'stream' | 'file' = 'stream',
): Buffer {
  const fields = names.map((name, i) => new arrow.Field(name, vectors[i].type, true));
  const children = vectors.map(vector => vector.data[0]);
  const type = new arrow.Struct(fields);
  const data = arrow.makeData({ type, length: vectors[0].length, nullCount: 0, children });
  const batch = new arrow.RecordBatch(new arrow.Schema(fields), data);
  return Buffer.from(arrow.tableToIPC(new arrow.Table(batch), format));
}

/** RFC 4180, with every text quoted. */
export function writeCsv(
  columns: readonly { readonly name: string; readonly values: readonly unknown[] }[],
): Buffer {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const field = (value: unknown) => {
    if (value === null) return '';
    return typeof value === 'string' ? quoted(value) : String(value);
  };
  const lines = [columns.map(({ name }) => quoted(name)).join(',')];
  const rows = columns[0].values.length;
  for (let row = 0; row < rows; row++) {
    lines.push(columns.map(({ values }) => field(values[row])).join(','));
  }
  return Buffer.from(lines.map(line => `${line}\r\n`).join(''));
}
