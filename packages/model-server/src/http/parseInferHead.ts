import { IncomingHttpHeaders } from 'node:http';
import { HEADER_LENGTH_HEADER, parseHeaderLength } from '../protocol/headerLength';
import { ProtocolError, quote } from '../protocol/ProtocolError';
import { BinaryTableFormat, tableFormatOf } from '../protocol/tabular';
import { ContentEncoding, parseContentEncoding } from './ContentEncoding';

/** KServe's and Triton's clients name the second, or none, for bodies with binary data; some do for JSON too. */
const TENSORS = /^application\/(json|octet-stream)\s*(;|$)/i;

/** What the headers of an infer request say of its body. */
export interface InferHead {
  readonly encoding: ContentEncoding | undefined;
  /** Bytes of the JSON that it begins with; undefined when it is nothing else. */
  readonly headerLength: number | undefined;
  /** For a table; undefined for JSON. */
  readonly table: BinaryTableFormat | undefined;
}

/** @throws ProtocolError 400 or 415 */
export function parseInferHead(headers: IncomingHttpHeaders): InferHead {
  const type = headers['content-type'];
  const table = type === undefined || type === 'application/json' ? undefined : tableFormatOf(type);
  if (type !== undefined && !table && !TENSORS.test(type)) {
    throw new ProtocolError(
      415,
      'Expected content type application/json, application/octet-stream, text/csv, ' +
        `application/vnd.apache.arrow.stream or application/vnd.apache.arrow.file, got ${quote(type)}`,
    );
  }
  const headerLength = parseHeaderLength(headers[HEADER_LENGTH_HEADER] as string | undefined);
  if (table && headerLength !== undefined) {
    throw new ProtocolError(400, `'Inference-Header-Content-Length' does not go with ${type}`);
  }
  return { encoding: parseContentEncoding(headers['content-encoding']), headerLength, table };
}
