import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { Poll } from '../polling/Poll';
import type { ObserverStore } from './ObserverStore';

/** How often an observer says that it lives, in milliseconds. */
const SEEN_EVERY_MS = 5_000;
/** An observer that stored nothing for so long is taken for lost. */
const LOST_AFTER_MS = 30_000;

/**
 * This process as one that observes what it answers. What a process holds when it is killed is lost, and nobody can count
 * it afterwards; that something is missing, and from when, the others find out.
 */
export class Observer {
  private readonly id = randomUUID();
  private readonly poll: Poll;
  private seenAt = 0;

  /**
   * @param recorder - what it hands over to
   * @param flushIntervalMs - how long workers hold what they observed
   */
  constructor(
    private readonly store: ObserverStore,
    private readonly recorder: { readonly storedUntil: number; close(): Promise<boolean> },
    private readonly flushIntervalMs: number,
    private readonly logger: LoggerService,
  ) {
    this.poll = new Poll(
      () => this.look(),
      error => logger.warn('Could not say that this process observes', error),
    );
  }

  start(): void {
    void this.poll.trigger();
  }

  /** Of a worker that ended with what it held, now. */
  async loseWorker(now: number = Date.now()): Promise<void> {
    try {
      await this.store.addGap({ from: now - this.flushIntervalMs, until: now, lost: 'worker' });
    } catch (error) {
      this.logger.error(
        'Could not note that answers of a worker that ended are not counted',
        error as Error,
      );
    }
  }

  /** Writes what was taken; to be called after the last hand-over. */
  async stop(): Promise<void> {
    await this.poll.stop();
    const isWritten = await this.recorder.close();
    if (isWritten) {
      await this.store
        .leave(this.id)
        .catch(error => this.logger.warn('Could not say that this process has ended', error));
    }
    // Whoever couldn't write everything stays, and is found to be lost.
  }

  private async look(now: number = Date.now()): Promise<void> {
    if (now - this.seenAt < SEEN_EVERY_MS) {
      return;
    }
    await this.store.see(this.id, this.recorder.storedUntil - this.flushIntervalMs);
    this.seenAt = now;
    const lost = await this.store.noteLost(now - LOST_AFTER_MS - this.flushIntervalMs, now);
    if (lost > 0) {
      this.logger.warn(
        `${lost} replicas were lost with what they had observed since their last flush`,
      );
    }
  }
}
