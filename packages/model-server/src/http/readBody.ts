import { IncomingMessage, ServerResponse } from 'node:http';
import { ProtocolError } from '../protocol/ProtocolError';

/** The client went away before its request was complete. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';

  constructor() {
    super('The client went away');
  }
}

/** What typed arrays of any datatype can begin at. */
const ALIGNMENT = 8;

/**
 * Reads a request's body.
 *
 * What a body has beyond its limit is thrown away as it comes, so that the client can read why.
 *
 * @param alignedFrom - where in the body binary data begins; large bodies are laid out so that it can be read in place
 * @throws ProtocolError 411 or 413
 * @throws ClientGoneError
 */
export function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  maxBytes: number,
  alignedFrom: number,
): Promise<Buffer> {
  const { headers } = request;
  const length = headers['content-length'];
  if (length === undefined && headers['transfer-encoding'] === undefined) {
    throw new ProtocolError(411, 'Expected a body with a Content-Length');
  }
  if (Number(length) > maxBytes) throw tooLarge(maxBytes);
  if (headers.expect !== undefined) response.writeContinue();
  return length === undefined
    ? readChunked(request, maxBytes)
    : readAnnounced(request, Number(length), alignedFrom);
}

/** @param maxBytes - of the body, or of what it is decompressed to */
export function tooLarge(maxBytes: number): ProtocolError {
  return new ProtocolError(413, `The body is larger than ${maxBytes} bytes`);
}

/** A body that comes in one piece, as small ones do, is taken as it is; any other goes into one buffer as it comes. */
function readAnnounced(
  request: IncomingMessage,
  length: number,
  alignedFrom: number,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let body: Buffer | undefined;
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      if (chunk.length === length) {
        body = chunk;
        return;
      }
      body ??= allocate(length, alignedFrom);
      // Node's parser gives no more than was announced.
      body.set(chunk, bytes);
      bytes += chunk.length;
    });
    request.on('end', () => resolve(body ?? Buffer.alloc(0)));
    request.on('error', () => reject(new ClientGoneError()));
  });
}

function readChunked(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      reject(tooLarge(maxBytes));
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', () => reject(new ClientGoneError()));
  });
}

function allocate(length: number, alignedFrom: number): Buffer {
  const before = (ALIGNMENT - (alignedFrom % ALIGNMENT)) % ALIGNMENT;
  return Buffer.allocUnsafeSlow(before + length).subarray(before);
}
