/**
 * Tables as requests and answers: rows of named columns in JSON, CSV and Arrow IPC, in place of the protocol's tensors.
 *
 * @packageDocumentation
 */
import { Tensor } from '../Datatype';
import { DecodeLimits, InferRequest } from '../decodeInferRequest';
import { ModelSignature } from '../ModelSignature';
import { decodeArrow } from './decodeArrow';
import { decodeCsv } from './decodeCsv';
import { decodeRows } from './decodeRows';
import { encodeArrow } from './encodeArrow';
import { encodeCsv } from './encodeCsv';
import { encodeRows } from './encodeRows';

export { hasRows } from './decodeRows';

/** Formats that a content type tells. */
export type BinaryTableFormat = 'csv' | 'arrow-stream' | 'arrow-file';

export type TableFormat = 'rows' | BinaryTableFormat;

/** A request's table: parsed JSON that has rows, or a body of another format. */
export type TableBody =
  | { readonly format: 'rows'; readonly json: unknown }
  | { readonly format: BinaryTableFormat; readonly bytes: Buffer };

export interface EncodedTable {
  readonly contentType: string;
  readonly body: string | Buffer;
}

const CONTENT_TYPES: Readonly<Record<TableFormat, string>> = {
  rows: 'application/json',
  csv: 'text/csv; charset=utf-8; header=present',
  'arrow-stream': 'application/vnd.apache.arrow.stream',
  'arrow-file': 'application/vnd.apache.arrow.file',
};

const FORMATS = new Map<string, BinaryTableFormat>([
  ['text/csv', 'csv'],
  ['application/vnd.apache.arrow.stream', 'arrow-stream'],
  ['application/vnd.apache.arrow.file', 'arrow-file'],
]);

/** The format that a `Content-Type` tells; undefined for any other. JSON is told by its `rows`. */
export function tableFormatOf(contentType: string | undefined): BinaryTableFormat | undefined {
  return contentType === undefined
    ? undefined
    : FORMATS.get(contentType.split(';', 1)[0].trim().toLowerCase());
}

/**
 * Reads a table against a model's signature.
 *
 * @throws ProtocolError 400 naming the row or line and the column that is wrong
 */
export function decodeTable(
  body: TableBody,
  signature: ModelSignature,
  limits: DecodeLimits,
): InferRequest {
  switch (body.format) {
    case 'rows':
      return decodeRows(body.json, signature, limits);
    case 'csv':
      return decodeCsv(body.bytes, signature, limits);
    default:
      return decodeArrow(body.bytes, body.format, signature, limits);
  }
}

/**
 * Writes an answer in the format of its request. CSV has no place for the name of the model and the `id`.
 *
 * @param model - `model_name` and `model_version`
 * @param request - the one that is answered
 * @param outputs - by name, in the order of the answer
 * @throws ProtocolError 400 when outputs can't be given as columns
 */
export function encodeTable(
  format: TableFormat,
  model: { readonly name: string; readonly version: string },
  { id, rows }: Pick<InferRequest, 'id' | 'rows'>,
  outputs: ReadonlyMap<string, Tensor>,
): EncodedTable {
  const contentType = CONTENT_TYPES[format];
  switch (format) {
    case 'rows':
      return { contentType, body: encodeRows(model, id, outputs, rows) };
    case 'csv':
      return { contentType, body: encodeCsv(outputs, rows) };
    default:
      return { contentType, body: encodeArrow(format, model, id, outputs, rows) };
  }
}
