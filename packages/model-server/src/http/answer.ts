import { ServerResponse } from 'node:http';
import { ProtocolError } from '../protocol/ProtocolError';

/** Names and values in turn: Node writes them as they are, without an object for each answer. */
export type HeaderList = readonly string[];

const JSON_TYPE = 'application/json';

/** Sends a body as the whole answer. */
export function answer(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  contentType: string = JSON_TYPE,
  headers: HeaderList = [],
): void {
  response.writeHead(status, [
    'content-type',
    contentType,
    'content-length',
    String(Buffer.byteLength(body)),
    ...headers,
  ]);
  response.end(body);
}

/** Sends an error in the protocol's form. */
export function answerError(
  response: ServerResponse,
  { status, message, headers = {} }: ProtocolError,
  furtherHeaders: HeaderList = [],
): void {
  answer(response, status, JSON.stringify({ error: message }), JSON_TYPE, [
    ...Object.entries(headers).flat(),
    ...furtherHeaders,
  ]);
}
