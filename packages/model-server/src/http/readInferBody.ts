import { IncomingMessage, ServerResponse } from 'node:http';
import { HEADER_LENGTH_HEADER, parseHeaderLength } from '../protocol/headerLength';
import { ProtocolError } from '../protocol/ProtocolError';
import { parseContentEncoding } from './ContentEncoding';
import { decompress } from './decompress';
import { readBody } from './readBody';

/** KServe's and Triton's clients name the second, or none, for bodies with binary data; some do for JSON too. */
const CONTENT_TYPE = /^application\/(json|octet-stream)\s*(;|$)/i;

export interface ReceivedBody {
  /** Decompressed. */
  readonly body: Buffer;
  /** Bytes of the JSON that it begins with; undefined when it is nothing else. */
  readonly headerLength: number | undefined;
}

/**
 * Reads the body of an infer request: JSON, or JSON and binary data after it.
 *
 * @param maxBytes - of the body, and of what it is decompressed to
 * @throws ProtocolError 400, 411, 413 or 415
 * @throws ClientGoneError
 */
export async function readInferBody(
  request: IncomingMessage,
  response: ServerResponse,
  maxBytes: number,
): Promise<ReceivedBody> {
  const { headers } = request;
  checkContentType(headers['content-type']);
  const encoding = parseContentEncoding(headers['content-encoding']);
  const headerLength = parseHeaderLength(headers[HEADER_LENGTH_HEADER] as string | undefined);
  const sent = await readBody(request, response, maxBytes, headerLength ?? 0);
  const body = encoding ? await decompress(sent, encoding, maxBytes) : sent;
  return { body, headerLength };
}

function checkContentType(type: string | undefined): void {
  if (type === undefined || CONTENT_TYPE.test(type)) return;
  throw new ProtocolError(
    415,
    `Expected content type application/json or application/octet-stream, got ${type.slice(0, 60)}`,
  );
}
