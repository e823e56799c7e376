import type { LoggerService } from '@backstage/backend-plugin-api';

const RETRY_MS = 1_000;

export interface WriteQueueOptions<T> {
  /** Writes a batch; all or nothing. */
  write(batch: T[]): Promise<void>;
  /** Items kept while the database is away; what comes on top of them is dropped and counted. */
  most: number;
  /** Items written in one transaction: few enough not to keep a single-writer database from others for long. */
  batch: number;
  /** What the items are, such as `monitoring windows`. */
  what: string;
  /** What else is to be said of items that were dropped, such as ` (20 rows)`. */
  describe?(lost: T[]): string;
}

/**
 * Takes items from where nobody can wait for the database, and writes them. What was taken is written exactly once for
 * as long as the process lives: a batch is tried again until its transaction succeeded.
 */
export class WriteQueue<T> {
  private pending: T[] = [];
  private writing: Promise<void> | undefined;
  private dropped = 0;
  private closed = false;

  constructor(
    private readonly options: WriteQueueOptions<T>,
    private readonly logger: LoggerService,
  ) {}

  /** Never fails and never waits. */
  add(items: T[]): void {
    const { most, what, describe } = this.options;
    const room = Math.max(most - this.pending.length, 0);
    if (items.length > room) {
      const lost = items.slice(room);
      this.dropped += lost.length;
      this.logger.error(
        `Dropped ${lost.length} ${what}${describe?.(lost) ?? ''} since the database has not taken any; ` +
          `${this.dropped} dropped since the start`,
      );
    }
    for (const item of items.slice(0, room)) {
      this.pending.push(item);
    }
    this.writing ??= this.writeAll().finally(() => {
      this.writing = undefined;
    });
  }

  /** Waits until everything taken so far is written. */
  async settle(): Promise<void> {
    while (this.writing) {
      await this.writing;
    }
  }

  /** Writes what is there with one more try a batch, then gives up on what the database doesn't take. */
  async close(): Promise<void> {
    this.closed = true;
    await this.settle();
    if (this.pending.length > 0) {
      this.logger.error(
        `${this.pending.length} ${this.options.what} could not be written before the stop`,
      );
    }
  }

  private async writeAll(): Promise<void> {
    while (this.pending.length > 0) {
      const batch = this.pending.slice(0, this.options.batch);
      try {
        await this.options.write(batch);
        this.pending.splice(0, batch.length);
      } catch (error) {
        this.logger.warn(`Could not write ${this.options.what}; trying again`, error as Error);
        if (this.closed) {
          return;
        }
        await new Promise(resolve => setTimeout(resolve, RETRY_MS));
      }
    }
  }
}
