import { IncomingMessage, ServerResponse } from 'node:http';
import { ProtocolError } from '../../protocol/ProtocolError';
import { allocateBody, tooLarge } from '../allocateBody';
import { ClientGoneError } from '../ClientGoneError';

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
      body ??= allocateBody(length, alignedFrom);
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
