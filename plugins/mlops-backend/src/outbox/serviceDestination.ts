import { setTimeout as sleep } from 'node:timers/promises';
import type { Destination } from './Destination';
import { TIMEOUT_MS } from './Destination';

/** The destinations that there always are: notifications are put in as their options, events as their payload. */
export const [NOTIFICATIONS, EVENTS] = ['notifications', 'events'];

/** A message as a service of Backstage gets it. */
export interface ServiceMessage<Data> {
  id: string;
  type: string;
  data: Data;
}

/**
 * A service of Backstage as a destination. It has taken a message once its call resolves. One that takes too long counts as failed, though it
 * may go on, since there is no way to end it: then the message comes twice.
 *
 * @param Data - what messages to it were put in with
 */
export function serviceDestination<Data>(
  tell: (message: ServiceMessage<Data>) => Promise<void>,
  timeoutMs: number = TIMEOUT_MS,
): Destination {
  return async ({ id, body }) => {
    const { type, data } = JSON.parse(body);
    const timeout = new AbortController();
    try {
      await Promise.race([
        tell({ id, type, data }),
        sleep(timeoutMs, undefined, { signal: timeout.signal, ref: false }).then(() => {
          throw new Error(`it did not answer within ${timeoutMs} ms`);
        }),
      ]);
      return { isDelivered: true };
    } catch (error) {
      return {
        isDelivered: false,
        why: error instanceof Error ? error.message : String(error),
        isFinal: false,
      };
    } finally {
      timeout.abort();
    }
  };
}
