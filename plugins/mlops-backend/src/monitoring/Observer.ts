import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { MalformedTallyError } from '@mlops-backstage/model-server';
import type { AnsweredCount, WorkerExit } from '@mlops-backstage/model-server';
import { Poll } from '../polling/Poll';
import { LostReplicas } from './lost/LostReplicas';
import type { TallyFolder } from './lost/TallyFolder';
import type { LostWorker, ObserverStore } from './ObserverStore';

/** How often an observer says that it lives, in milliseconds. */
const SEEN_EVERY_MS = 5_000;
/** An observer that stored nothing for so long is taken for lost. */
const LOST_AFTER_MS = 30_000;

/**
 * This process as one that observes what it answers. What a process holds when it is killed is lost; that something is
 * missing, and from when, the others find out, and how much, who finds its tallies.
 */
export class Observer {
  private readonly poll: Poll;
  private readonly lostReplicas?: LostReplicas;
  private seenAt = 0;
  /** Those that the database doesn't know of yet. */
  private lostWorkers: LostWorker[] = [];
  private losing: Promise<void> = Promise.resolve();

  /**
   * @param id - a UUID of this process
   * @param recorder - what it hands over to
   * @param flushIntervalMs - how long workers hold what they observed
   * @param tallies - where its threads and those of others tally what they answer, if they do
   */
  constructor(
    private readonly id: string,
    private readonly store: ObserverStore,
    private readonly recorder: { readonly storedUntil: number; close(): Promise<boolean> },
    private readonly flushIntervalMs: number,
    private readonly tallies: TallyFolder | undefined,
    private readonly logger: LoggerService,
  ) {
    this.poll = new Poll(
      () => this.look(),
      error => logger.warn('Could not say that this process observes', error),
    );
    if (tallies) {
      const quietMs = LOST_AFTER_MS + flushIntervalMs;
      this.lostReplicas = new LostReplicas(store, tallies, quietMs, logger);
    }
  }

  /** Resolves when the others know of this process, unless the database is away. */
  start(): Promise<void> {
    return this.poll.trigger();
  }

  /** Of a worker that ended with what it held, now. Never fails. */
  loseWorker(exit: Pick<WorkerExit, 'lost'>, now: number = Date.now()): Promise<void> {
    this.losing = Promise.all([this.losing, this.noteLoss(exit, now)]).then(() => {});
    return this.losing;
  }

  /** Writes what was taken; to be called after the last hand-over. */
  async stop(): Promise<void> {
    await this.poll.stop();
    const isWritten = await this.recorder.close();
    await this.losing;
    await this.tellLostWorkers();
    if (isWritten && this.lostWorkers.length === 0) {
      await this.leave().catch(error =>
        this.logger.warn('Could not say that this process has ended', error),
      );
    }
    // Whoever couldn't write everything stays, and is found to be lost.
  }

  private async look(now: number = Date.now()): Promise<void> {
    await this.tellLostWorkers();
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
    await this.lostReplicas?.count(now);
  }

  private async noteLoss(exit: Pick<WorkerExit, 'lost'>, now: number): Promise<void> {
    this.lostWorkers.push({
      id: randomUUID(),
      observer: this.id,
      from: now - this.flushIntervalMs,
      until: now,
      missing: this.tallies && (await this.lostWith(exit)),
    });
    await this.tellLostWorkers();
  }

  private async lostWith(exit: Pick<WorkerExit, 'lost'>): Promise<AnsweredCount[] | undefined> {
    try {
      return await exit.lost();
    } catch (error) {
      this.logger.error(
        'How many answered requests were lost with a worker will not be known',
        error as Error,
      );
      return undefined;
    }
  }

  private async tellLostWorkers(): Promise<void> {
    for (const worker of this.lostWorkers) {
      try {
        await this.store.noteLostWorker(worker);
        this.lostWorkers = this.lostWorkers.filter(one => one !== worker);
      } catch (error) {
        this.logger.error(
          'Could not note that answers of a worker that ended are not counted; trying again',
          error as Error,
        );
        return;
      }
    }
  }

  private async leave(): Promise<void> {
    const own = (await this.tallies?.own()) ?? [];
    const missing = await this.leaveWith(own);
    if (missing > 0) {
      this.logger.warn(`${missing} answered requests of this process are in no count`);
    }
    // What is left of a process that the others don't know any more counts for nothing.
    await this.tallies?.remove(own);
  }

  /** @returns how many answered requests weren't stored, as far as it is known */
  private async leaveWith(own: readonly string[]): Promise<number> {
    if (!this.tallies) {
      return this.store.leave(this.id, Date.now());
    }
    try {
      return await this.store.leave(this.id, Date.now(), await this.tallies.read(own));
    } catch (error) {
      if (!(error instanceof MalformedTallyError)) {
        throw error;
      }
      this.logger.error("What this process tallied of its answers can't be used", error);
      return this.store.leave(this.id, Date.now());
    }
  }
}
