import { createHmac } from 'node:crypto';
import { InputError } from '@backstage/errors';

const PREFIX = 'whsec_';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** What the specification asks of a secret, in bytes. */
const [SHORTEST, LONGEST] = [24, 64];

/** What tells a receiver that a webhook is genuine, and which one it is. */
export interface WebhookHeaders {
  'webhook-id': string;
  /** Seconds since 1970. */
  'webhook-timestamp': string;
  /** One or more of `v1,` and a signature in Base64, with blanks in between. */
  'webhook-signature': string;
}

/**
 * Signs a webhook by "Standard Webhooks" 1.0.0 (HMAC-SHA256 of id, time and body), so that the verifying libraries made for that
 * specification take it.
 *
 * @param secret - `whsec_` and 24 to 64 bytes in Base64
 * @param id - the same whenever the same message is sent again
 * @param timestamp - of this attempt
 * @param body - as it is sent, to the byte
 * @throws `InputError` for a secret that is none, without showing it
 */
export function signWebhook(
  secret: string,
  id: string,
  timestamp: Date,
  body: string,
): WebhookHeaders {
  const seconds = String(Math.floor(timestamp.getTime() / 1000));
  const signature = createHmac('sha256', keyOf(secret))
    .update(`${id}.${seconds}.${body}`)
    .digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${signature}`,
  };
}

/** The bytes that a secret stands for. See `signWebhook`. */
export function keyOf(secret: string): Buffer {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : '';
  const key = Buffer.from(text, 'base64');
  if (!BASE64.test(text) || key.length < SHORTEST || key.length > LONGEST) {
    throw new InputError(
      `A webhook's secret has to be ${PREFIX} and ${SHORTEST} to ${LONGEST} bytes in Base64`,
    );
  }
  return key;
}
