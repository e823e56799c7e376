import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { signWebhook } from '../signWebhook';
import type { WebhookEndpoint } from '../WebhookEndpoint';

export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** A webhook as it came over HTTP. */
export interface Received {
  id: string;
  body: string;
  headers: IncomingMessage['headers'];
  /** Whether one of its signatures is by `SECRET`. */
  isGenuine: boolean;
}

/**
 * A server that takes webhooks, and what it got.
 *
 * @param answer - ends the response; default: 204
 */
export async function startReceiver(
  answer: (response: ServerResponse, received: Received[]) => void = response =>
    response.writeHead(204).end(),
) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const id = String(request.headers['webhook-id']);
    const at = new Date(Number(request.headers['webhook-timestamp']) * 1000);
    const { 'webhook-signature': signature } = signWebhook(SECRET, id, at, body);
    received.push({
      id,
      body,
      headers: request.headers,
      isGenuine: String(request.headers['webhook-signature']).split(' ').includes(signature),
    });
    answer(response, received);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return {
    url,
    received,
    endpoint: (more: Partial<WebhookEndpoint> = {}): WebhookEndpoint => ({
      name: 'test:hook',
      url,
      secrets: [SECRET],
      allowPrivateAddresses: true,
      ...more,
    }),
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
}
