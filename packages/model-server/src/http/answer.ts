import { ServerResponse } from 'node:http';
import { ProtocolError } from '../protocol/ProtocolError';

/** Sends a body as the whole answer: JSON, unless the headers say what it is. */
export function answer(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  headers?: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

/** Sends an error in the protocol's form. */
export function answerError(
  response: ServerResponse,
  { status, message, headers }: ProtocolError,
  furtherHeaders?: Readonly<Record<string, string>>,
): void {
  answer(response, status, JSON.stringify({ error: message }), { ...headers, ...furtherHeaders });
}
