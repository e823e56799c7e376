import { asObject } from '../asObject';
import { findOutput } from '../checkAgainstSignature';
import { DecodeLimits, InferRequest } from '../decodeInferRequest';
import { ELEMENT_READERS } from '../elementReaders';
import { ModelSignature } from '../ModelSignature';
import { ProtocolError, quote } from '../ProtocolError';
import { bindTable } from './bindTable';
import { checkRows, ColumnTarget, TableTensors } from './TableTensors';

/** Whether a parsed body is a request of rows, and not one of the protocol's. */
export function hasRows(body: unknown): boolean {
  return (
    typeof body === 'object' && body !== null && !Array.isArray(body) && Object.hasOwn(body, 'rows')
  );
}

/**
 * Reads a parsed request of rows, `{"rows": [{"age": 41, "carrier": "UA"}, …]}`, against a model's signature. It may have
 * an `id`, `parameters` and a list of names of `outputs`.
 *
 * Values are those of the protocol's JSON: null is a missing number, integers beyond 2^53 are decimal strings, and
 * nothing is converted.
 *
 * @throws ProtocolError 400 naming the row, by its index, and the column that is wrong
 */
export function decodeRows(
  body: unknown,
  signature: ModelSignature,
  limits: DecodeLimits,
): InferRequest {
  const request = asObject(body, 'The request');
  const { id, rows, inputs } = request;
  if (inputs !== undefined) {
    throw new ProtocolError(400, "The request has 'rows' and 'inputs', of which one is allowed");
  }
  if (id !== undefined && typeof id !== 'string') {
    throw new ProtocolError(400, `'id' must be a string, got ${quote(id)}`);
  }
  return {
    id,
    parameters:
      request.parameters === undefined ? undefined : asObject(request.parameters, "'parameters'"),
    outputs: decodeOutputNames(request.outputs, signature),
    ...decodeTable(rows, signature, limits),
  };
}

function decodeTable(
  rows: unknown,
  { inputs }: ModelSignature,
  limits: DecodeLimits,
): Pick<InferRequest, 'inputs' | 'rows'> {
  if (!Array.isArray(rows)) {
    throw new ProtocolError(400, "'rows' must be an array of objects, a value for each column");
  }
  if (rows.length === 0) throw new ProtocolError(400, "'rows' is empty");
  const names = Object.keys(asObject(rows[0], 'rows[0]'));
  const table = bindTable(names, inputs, false);
  checkRows(rows.length, inputs, table, limits);
  const tensors = new TableTensors(inputs, table, rows.length);
  rows.forEach((row, i) => storeRow(row, i, tensors.targets));
  return tensors.finish(rows.length, limits);
}

function storeRow(value: unknown, i: number, targets: readonly ColumnTarget[]): void {
  const row = asObject(value, `rows[${i}]`);
  for (const { name, datatype, data, offset, stride } of targets) {
    if (!Object.hasOwn(row, name)) {
      throw new ProtocolError(400, `rows[${i}] has no column ${quote(name)}, which rows[0] has`);
    }
    const reader = ELEMENT_READERS[datatype];
    if (reader.store(row[name], data, offset + i * stride)) continue;
    throw new ProtocolError(
      400,
      `rows[${i}], column ${quote(name)}: got ${quote(row[name])}, expected ${reader.accepts}`,
    );
  }
  const names = Object.keys(row);
  if (names.length === targets.length) return;
  const known = new Set(targets.map(({ name }) => name));
  const unknown = names.find(name => !known.has(name));
  throw new ProtocolError(400, `rows[${i}] has a column ${quote(unknown)}, which rows[0] doesn't`);
}

function decodeOutputNames(given: unknown, signature: ModelSignature): string[] | undefined {
  if (given === undefined) return undefined;
  if (!Array.isArray(given) || given.some(name => typeof name !== 'string')) {
    throw new ProtocolError(400, "'outputs' must be an array of names of outputs");
  }
  if (given.length === 0) return undefined;
  const names = new Set<string>();
  for (const value of given) {
    const { name } = findOutput(signature, value);
    if (names.has(name)) throw new ProtocolError(400, `Output ${quote(name)} is requested twice`);
    names.add(name);
  }
  return [...names];
}
