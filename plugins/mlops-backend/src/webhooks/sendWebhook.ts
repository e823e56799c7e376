import { lookup as systemLookup } from 'node:dns';
import { isIP } from 'node:net';
import { Agent, request } from 'undici';
import { mayConnect } from '../network/addressRule';
import { describeFailure } from '../network/describeFailure';
import { AddressRefusedError, guardedLookup } from '../network/guardedLookup';
import type { Lookup } from '../network/guardedLookup';
import { TIMEOUT_MS } from '../outbox/Destination';
import type { Attempt } from '../outbox/Destination';
import { signWebhook } from './signWebhook';
import type { WebhookEndpoint } from './WebhookEndpoint';

/** Read of an answer so that the connection ends in order; then forgotten. */
const MOST_ANSWER_BYTES = 64 * 1024;
const GONE = 410;

const NOT_PUBLIC =
  'its host has no public address, and its configuration allows no private ones (allowPrivateAddresses)';

const failed = (why: string, isFinal = false): Attempt => ({ isDelivered: false, why, isFinal });

/** Signed with every secret of the endpoint: it takes whichever it knows. */
function signed({ secrets }: WebhookEndpoint, id: string, body: string): Record<string, string> {
  const now = new Date();
  const each = secrets.map(secret => signWebhook(secret, id, now, body));
  return {
    ...each[0],
    'webhook-signature': each.map(headers => headers['webhook-signature']).join(' '),
  };
}

/**
 * Sends one webhook, signed. An endpoint has taken it once it has answered 2xx; redirects aren't followed. Nothing that it answers is kept
 * but the status.
 */
export async function sendWebhook(
  endpoint: WebhookEndpoint,
  { id, body }: { id: string; body: string },
  options: { timeoutMs?: number; lookup?: Lookup } = {},
): Promise<Attempt> {
  const { timeoutMs = TIMEOUT_MS, lookup = systemLookup } = options;
  const url = new URL(endpoint.url);
  const isPermitted = (address: string) => mayConnect(address, endpoint.allowPrivateAddresses);
  const literal = url.hostname.replace(/^\[(.*)\]$/, '$1');
  // A socket asks its lookup only for names.
  if (isIP(literal) && !isPermitted(literal)) {
    return failed(NOT_PUBLIC);
  }
  const agent = new Agent({
    connect: { lookup: guardedLookup(lookup, isPermitted), timeout: timeoutMs },
    // One request, then the connection closes.
    pipelining: 0,
  });
  try {
    const { statusCode, body: answer } = await request(url, {
      dispatcher: agent,
      method: 'POST',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'backstage-mlops-webhooks',
        ...signed(endpoint, id, body),
      },
      body,
    });
    await answer.dump({ limit: MOST_ANSWER_BYTES }).catch(() => {});
    if (statusCode >= 200 && statusCode < 300) {
      return { isDelivered: true };
    }
    return failed(`it answered with status ${statusCode}`, statusCode === GONE);
  } catch (error) {
    if (error instanceof AddressRefusedError) {
      return failed(NOT_PUBLIC);
    }
    return failed(
      (error as Error).name === 'TimeoutError'
        ? `it did not answer within ${timeoutMs} ms`
        : describeFailure(error),
    );
  } finally {
    await agent.destroy();
  }
}
