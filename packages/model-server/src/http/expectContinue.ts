import { ServerResponse } from 'node:http';

/**
 * For requests whose client sends the body only when it is asked to. An answer that comes without having asked ends the
 * connection: what the client sends next may be that body or another request, and nothing tells which.
 */
export function expectContinue(response: ServerResponse): void {
  response.setHeader('connection', 'close');
}

/** Asks the client for the body; the connection can be used again after the answer. */
export function askForBody(response: ServerResponse): void {
  response.removeHeader('connection');
  response.writeContinue();
}
