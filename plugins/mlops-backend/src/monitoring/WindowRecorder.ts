import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { WindowBuffer } from './WindowBuffer';
import type { Window } from './Window';
import type { WindowStore } from './WindowStore';

const RETRY_MS = 1_000;
/** Served versions times the windows that are open at a time: many more than those of a minute. */
const MAX_PENDING = 20_000;
/** Windows written in one transaction: few enough not to keep a single-writer database from others for long. */
const BATCH = 100;
const HOUR_MS = 3_600_000;

const requestsOf = (windows: Window[]) =>
  windows.reduce((sum, { requests, dropped = 0 }) => sum + requests + dropped, 0);

/**
 * Takes windows from the servers and writes them, each once: a batch is tried again until its transaction succeeded, and
 * what comes meanwhile is summed up.
 */
export class WindowRecorder {
  private readonly buffer = new WindowBuffer(MAX_PENDING);
  private writing: Promise<void> | undefined;
  private closed = false;
  private stored = Date.now();
  private lost = 0;

  /** @param fineMs - traffic that is older when it comes is summed by the hour at once, as it would be sooner or later */
  constructor(
    private readonly store: Pick<WindowStore, 'add'>,
    private readonly fineMs: number,
    private readonly logger: LoggerService,
  ) {}

  /** Never fails and never waits: called from the serving path's hand-over. */
  record(windows: Window[]): void {
    const hourlyBefore = Date.now() - this.fineMs;
    const lost: Window[] = [];
    for (const window of windows) {
      const left = this.buffer.add(
        window.windowStart < hourlyBefore ? { ...window, ...hourOf(window) } : window,
      );
      if (left) {
        lost.push(left);
      }
    }
    if (lost.length > 0) {
      this.lost += requestsOf(lost);
      this.logger.error(
        `Dropped ${lost.length} monitoring windows (${requestsOf(lost)} requests) since the database has not taken any; ` +
          `${this.lost} requests dropped since the start`,
      );
    }
    this.writing ??= this.writeAll().finally(() => {
      this.writing = undefined;
    });
  }

  /** Requests that were answered and of which nothing is kept but this number, since the start. */
  get lostRequests(): number {
    return this.lost;
  }

  /** Everything that was taken until then is written; milliseconds since 1970, UTC. */
  get storedUntil(): number {
    return this.writing ? this.stored : Date.now();
  }

  /** Waits until everything taken so far is written. */
  async settle(): Promise<void> {
    while (this.writing) {
      await this.writing;
    }
  }

  /**
   * Writes what is there with one more try, then gives up on what the database doesn't take.
   *
   * @returns whether everything is written
   */
  async close(): Promise<boolean> {
    this.closed = true;
    await this.settle();
    return this.buffer.isEmpty;
  }

  private async writeAll(): Promise<void> {
    while (!this.buffer.isEmpty) {
      const since = Date.now();
      const taken = this.buffer.take();
      for (let at = 0; at < taken.length; at += BATCH) {
        if (!(await this.write(taken.slice(at, at + BATCH)))) {
          this.giveUp(taken.slice(at));
          return;
        }
      }
      this.stored = since;
    }
  }

  private async write(batch: Window[]): Promise<boolean> {
    const id = randomUUID();
    for (;;) {
      try {
        await this.store.add(batch, id);
        return true;
      } catch (error) {
        this.logger.warn('Could not write monitoring windows; trying again', error as Error);
        if (this.closed) {
          return false;
        }
        await new Promise(resolve => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  private giveUp(unwritten: Window[]): void {
    const left = [...unwritten, ...this.buffer.take()];
    left.forEach(window => this.buffer.add(window));
    this.lost += requestsOf(left);
    this.logger.error(
      `${left.length} monitoring windows (${requestsOf(left)} requests) could not be written before the stop`,
    );
  }
}

/** The hour that a window lies in. */
function hourOf({ windowStart }: Window): Pick<Window, 'windowStart' | 'spanMs'> {
  return { windowStart: Math.floor(windowStart / HOUR_MS) * HOUR_MS, spanMs: HOUR_MS };
}
