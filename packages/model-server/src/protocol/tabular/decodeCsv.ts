import { isUtf8 } from 'node:buffer';
import { DecodeLimits, InferRequest } from '../decodeInferRequest';
import { ModelSignature, TensorSignature } from '../ModelSignature';
import { ProtocolError, quote } from '../ProtocolError';
import { BoundTable, bindTable, maxColumns } from './bindTable';
import { listColumns } from './columnNames';
import { countLineEnds, CsvRecords } from './CsvRecords';
import { expectedField, isNumeric, storeCsvField } from './storeCsvField';
import { checkRows, TableTensors } from './TableTensors';

class CsvTable {
  private readonly table: BoundTable;
  private readonly capacity: number;
  private readonly tensors: TableTensors;
  private rows = 0;

  /** @param maxRows - as many as the body can have, whatever the limits are */
  constructor(
    names: readonly string[],
    private readonly inputs: readonly TensorSignature[],
    private readonly limits: DecodeLimits,
    maxRows: number,
  ) {
    checkHeader(names, inputs);
    this.table = bindTable(names, inputs, true);
    const byElements = Math.floor(limits.maxTensorElements / Math.max(1, ...this.table.widths));
    this.capacity = Math.min(maxRows, limits.maxRows, byElements);
    this.tensors = new TableTensors(inputs, this.table, this.capacity);
  }

  addRow(fields: readonly string[], line: number): void {
    // There is no room where a limit is exceeded, which this says.
    if (this.rows === this.capacity) this.checkRows(this.rows + 1);
    const { targets } = this.tensors;
    if (fields.length !== targets.length) {
      const given = fields.length > targets.length ? 'more' : fields.length;
      throw new ProtocolError(400, `Line ${line}: expected ${targets.length} fields, got ${given}`);
    }
    for (let i = 0; i < fields.length; i++) {
      const { name, datatype, data, offset, stride } = targets[i];
      if (storeCsvField(datatype, fields[i], data, offset + this.rows * stride)) continue;
      throw new ProtocolError(
        400,
        `Line ${line}, column ${quote(name)}: got ${quote(fields[i])}, expected ${expectedField(datatype)}`,
      );
    }
    this.rows += 1;
  }

  finish(): InferRequest {
    this.checkRows(this.rows);
    return this.tensors.finish(this.rows, this.limits);
  }

  private checkRows(rows: number): void {
    checkRows(rows, this.inputs, this.table, this.limits);
  }
}

/**
 * Reads comma-separated values (RFC 4180) in UTF-8, with the names of the columns in the first line, against a model's
 * signature. An empty field is a missing number, as is NaN.
 *
 * Lines may end in any of the three ways.
 *
 * @throws ProtocolError 400 naming the line, from 1, and the column that is wrong
 */
export function decodeCsv(
  body: Buffer,
  { inputs }: ModelSignature,
  limits: DecodeLimits,
): InferRequest {
  if (!isUtf8(body)) throw new ProtocolError(400, 'The body is not UTF-8');
  const text = body.toString('utf8');
  const records = new CsvRecords(text);
  // One more tells that there are too many.
  const names = nextRecord(records, maxColumns(inputs, limits) + 1);
  if (!names) {
    throw new ProtocolError(400, 'The body is empty, expected names of columns in the first line');
  }
  const table = new CsvTable(names, inputs, limits, 1 + countLineEnds(text, limits.maxRows));
  for (;;) {
    const fields = nextRecord(records, names.length + 1, names.length === 1);
    if (!fields) return table.finish();
    table.addRow(fields, records.line);
  }
}

/** An empty line is no row, but for a table of one column: there it is one without a value. */
function nextRecord(records: CsvRecords, max: number, mayBeEmpty = false): string[] | undefined {
  let fields = records.next(max);
  while (!mayBeEmpty && fields?.length === 1 && fields[0] === '') fields = records.next(max);
  return fields;
}

/** A first line of data would be lost as names of columns that go by their order. */
function checkHeader(names: readonly string[], inputs: readonly TensorSignature[]): void {
  const number = names.find(isNumeric);
  if (number === undefined || inputs.some(({ name }) => name === number)) return;
  throw new ProtocolError(
    400,
    `Line 1: expected names of columns, got the number ${quote(number)}; the model takes ${listColumns(inputs)}`,
  );
}
