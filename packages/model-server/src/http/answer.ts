import { ServerResponse } from 'node:http';
import { ProtocolError } from '../protocol/ProtocolError';

/** Sends a JSON text as the whole answer. */
export function answer(
  response: ServerResponse,
  status: number,
  json: string,
  headers?: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(json),
    ...headers,
  });
  response.end(json);
}

/** Sends an error in the protocol's form. */
export function answerError(
  response: ServerResponse,
  { status, message, headers }: ProtocolError,
  furtherHeaders?: Readonly<Record<string, string>>,
): void {
  answer(response, status, JSON.stringify({ error: message }), { ...headers, ...furtherHeaders });
}
