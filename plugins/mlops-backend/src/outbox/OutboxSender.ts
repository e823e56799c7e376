import type { LoggerService } from '@backstage/backend-plugin-api';
import { Poll } from '../polling/Poll';
import type { Attempt, Destination } from './Destination';
import { TIMEOUT_MS } from './Destination';
import type { MessageRow, Outbox } from './Outbox';

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

/** What is waited after each attempt that failed; after the last one it is given up. Three days in all. */
const BACKOFF_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** A share of the wait that is left to chance, so that what failed at once isn't tried at once. */
const JITTER = 0.2;
/** So long nobody else may send what this process has taken. */
const LEASE_MS = 4 * TIMEOUT_MS;
/** Sent to one destination at a time, so that one that doesn't answer keeps none of the others waiting. */
const MOST_AT_ONCE = 10;

const nameOf = ({ id, destination }: MessageRow) => `the message ${id} to ${destination}`;

/**
 * Sends what is in the outbox, on every replica: the lease of a message decides who does. A message that can't be delivered
 * is tried again with growing waits, then given up; it stays to be seen until it is old.
 */
export class OutboxSender {
  private readonly poll: Poll;
  private readonly underWay = new Map<Promise<void>, string>();

  constructor(
    private readonly outbox: Outbox,
    private readonly destinationOf: (name: string) => Destination | undefined,
    private readonly options: { backoffMs?: readonly number[]; leaseMs?: number },
    private readonly logger: LoggerService,
  ) {
    this.poll = new Poll(
      () => this.sendDue(),
      error => logger.warn('Could not look for messages that are due', error),
    );
  }

  /** Starts, or looks at once for what is due. Never fails. */
  trigger(): void {
    void this.poll.trigger();
  }

  /** Waits for the attempts that are under way. */
  async stop(): Promise<void> {
    await this.poll.stop();
    await Promise.all(this.underWay.keys());
  }

  private async sendDue(): Promise<void> {
    const now = new Date();
    const until = new Date(now.getTime() + (this.options.leaseMs ?? LEASE_MS));
    for (const destination of await this.outbox.destinationsDue(now)) {
      const busy = [...this.underWay.values()].filter(name => name === destination).length;
      if (busy < MOST_AT_ONCE) {
        const taken = await this.outbox.take(destination, now, until, MOST_AT_ONCE - busy);
        taken.forEach(message => this.begin(message));
      }
    }
  }

  /** Not waited for, so that a destination that is slow doesn't keep the others. */
  private begin(message: MessageRow): void {
    const sending = this.send(message)
      .catch(error => this.logger.warn(`Could not note what became of ${nameOf(message)}`, error))
      .finally(() => this.underWay.delete(sending));
    this.underWay.set(sending, message.destination);
  }

  private async send(message: MessageRow): Promise<void> {
    const destination = this.destinationOf(message.destination);
    const attempt: Attempt = destination
      ? await destination(message)
      : { isDelivered: false, why: 'there is no such destination any more', isFinal: true };
    if (attempt.isDelivered) {
      await this.outbox.end(message, { state: 'delivered' });
      return;
    }
    const wait = (this.options.backoffMs ?? BACKOFF_MS)[message.attempts];
    if (attempt.isFinal || wait === undefined) {
      this.logger.error(`Gave up ${nameOf(message)}: ${attempt.why}`);
      await this.outbox.end(message, { state: 'failed', failure: attempt.why });
      return;
    }
    this.logger.warn(`Could not deliver ${nameOf(message)} yet: ${attempt.why}`);
    const due = Date.now() + wait * (1 + JITTER * Math.random());
    await this.outbox.putOff(message, new Date(due), attempt.why);
  }
}
