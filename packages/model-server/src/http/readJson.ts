import { isUtf8 } from 'node:buffer';
import { IncomingMessage, ServerResponse } from 'node:http';
import { ProtocolError } from '../protocol/ProtocolError';

/** The client went away before its request was complete. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';

  constructor() {
    super('The client went away');
  }
}

export interface JsonBody {
  readonly json: unknown;
  /** Its length. */
  readonly bytes: number;
}

/**
 * Reads a request's JSON body.
 *
 * What a body has beyond its limit is thrown away as it comes, so that the client can read why.
 *
 * @throws ProtocolError 400, 411, 413 or 415
 * @throws ClientGoneError
 */
export async function readJson(
  request: IncomingMessage,
  response: ServerResponse,
  maxBytes: number,
): Promise<JsonBody> {
  checkHeaders(request, maxBytes);
  if (request.headers.expect !== undefined) response.writeContinue();
  const body = await readBody(request, maxBytes);
  if (!isUtf8(body)) throw new ProtocolError(400, 'The body is not UTF-8');
  try {
    return { json: JSON.parse(body.toString('utf8')), bytes: body.length };
  } catch (error) {
    throw new ProtocolError(400, `The body is not JSON: ${(error as Error).message}`);
  }
}

function checkHeaders({ headers }: IncomingMessage, maxBytes: number): void {
  const type = headers['content-type'];
  if (type !== undefined && !/^application\/json\s*(;|$)/i.test(type)) {
    throw new ProtocolError(
      415,
      `Expected content type application/json, got ${type.slice(0, 60)}`,
    );
  }
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
    throw new ProtocolError(415, 'Content encodings are not supported');
  }
  const length = headers['content-length'];
  if (length === undefined && headers['transfer-encoding'] === undefined) {
    throw new ProtocolError(411, 'Expected a body with a Content-Length');
  }
  if (Number(length) > maxBytes) throw tooLarge(maxBytes);
}

function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
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

function tooLarge(maxBytes: number): ProtocolError {
  return new ProtocolError(413, `The body is larger than ${maxBytes} bytes`);
}
