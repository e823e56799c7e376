import type { MessageRow } from './Outbox';

/** How long a destination may take for one message, in milliseconds. */
export const TIMEOUT_MS = 15_000;

/** What became of an attempt. `isFinal`: another one is no use. */
export type Attempt = { isDelivered: true } | { isDelivered: false; why: string; isFinal: boolean };

/** Where messages go: makes one attempt, within `TIMEOUT_MS`. The same message may come again, under the same id. */
export type Destination = (message: Pick<MessageRow, 'id' | 'body'>) => Promise<Attempt>;
