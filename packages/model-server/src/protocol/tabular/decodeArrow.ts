import { DecodeLimits, InferRequest } from '../decodeInferRequest';
import { ModelSignature } from '../ModelSignature';
import { ProtocolError, quote } from '../ProtocolError';
import { ArrowBatch } from './arrow/ArrowBatch';
import { ArrowColumn } from './arrow/ArrowColumn';
import { ArrowDictionaries } from './arrow/ArrowDictionaries';
import { ArrowField, describeType, readFields } from './arrow/ArrowField';
import { toLength } from './arrow/FlatVector';
import { malformed } from './arrow/malformed';
import { readColumn } from './arrow/readColumn';
import {
  ArrowMessage,
  DICTIONARY_BATCH,
  readFile,
  readStream,
  RECORD_BATCH,
} from './arrow/readMessages';
import { TextBudget } from './arrow/TextBudget';
import { bindTable, maxColumns } from './bindTable';
import { expectedValue, fitsDatatype, storeArrowValue } from './storeArrowValue';
import { checkRows, ColumnTarget, TableTensors } from './TableTensors';

/** Text that values may share, at least; a larger body may have as much as it has bytes. */
const SHARED_TEXT_BYTES = 16 * 1024 * 1024;

/**
 * Reads a table of Arrow IPC against a model's signature.
 *
 * Integers and floats of any width are taken for a number, where it has just their values; floats are rounded to a shorter
 * one. Nulls are missing values. Text may be in dictionaries and views. Nested types, compressed buffers and delta
 * dictionaries are refused.
 *
 * @throws ProtocolError 400 naming the column, and the row by its index, or what is malformed
 * @see https://arrow.apache.org/docs/format/Columnar.html
 */
export function decodeArrow(
  body: Buffer,
  format: 'arrow-stream' | 'arrow-file',
  { inputs }: ModelSignature,
  limits: DecodeLimits,
): InferRequest {
  const { schema, batches } = format === 'arrow-file' ? readFile(body) : readStream(body);
  const fields = readFields(schema, maxColumns(inputs, limits));
  const names = fields.map(({ name }) => name);
  const table = bindTable(names, inputs, true);
  const budget = new TextBudget(Math.max(body.length, SHARED_TEXT_BYTES));
  const dictionaries = new ArrowDictionaries(limits.maxTensorElements, budget);
  const rows = countRows(batches, limits);
  checkRows(rows, inputs, table, limits);
  const tensors = new TableTensors(inputs, table, rows);
  fields.forEach((field, i) => checkType(field, tensors.targets[i]));
  storeBatches(batches, fields, dictionaries, budget, tensors.targets);
  return tensors.finish(rows, limits);
}

/** Dictionaries count for the batches that come after them. */
function storeBatches(
  messages: readonly ArrowMessage[],
  fields: readonly ArrowField[],
  dictionaries: ArrowDictionaries,
  budget: TextBudget,
  targets: readonly ColumnTarget[],
): void {
  let stored = 0;
  for (const message of messages) {
    if (message.type === DICTIONARY_BATCH) {
      dictionaries.add(message);
      continue;
    }
    const batch = new ArrowBatch(message.header, message.body);
    for (let i = 0; i < fields.length; i++) {
      const column = readColumn(batch, fields[i], dictionaries, budget);
      storeColumn(column, fields[i], batch.rows, stored, targets[i]);
    }
    stored += batch.rows;
  }
}

function countRows(messages: readonly ArrowMessage[], { maxRows }: DecodeLimits): number {
  let rows = 0;
  for (const { type, header } of messages) {
    if (type === DICTIONARY_BATCH) continue;
    if (type !== RECORD_BATCH) throw malformed('it has messages that are no batches');
    rows += toLength(header.int64(0));
    // No sum of lengths that are made up.
    if (rows > maxRows) break;
  }
  return rows;
}

function checkType({ name, type }: ArrowField, { datatype }: ColumnTarget): void {
  if (fitsDatatype(type, datatype)) return;
  throw new ProtocolError(
    400,
    `Column ${quote(name)} is of Arrow's type ${describeType(type)}, expected ${expectedValue(datatype)}`,
  );
}

/** @param stored - rows of the batches before */
function storeColumn(
  column: ArrowColumn,
  { name, type }: ArrowField,
  rows: number,
  stored: number,
  { datatype, data, offset, stride }: ColumnTarget,
): void {
  for (let row = 0; row < rows; row++) {
    const value = column(row);
    const at = offset + (stored + row) * stride;
    if (storeArrowValue(datatype, type, value, data, at)) continue;
    throw new ProtocolError(
      400,
      `Row with index ${stored + row}, column ${quote(name)}: got ${quote(value)}, ` +
        `expected ${expectedValue(datatype)}`,
    );
  }
}
