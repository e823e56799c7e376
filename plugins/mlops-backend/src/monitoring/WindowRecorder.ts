import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ProfileSchema } from '@mlops-backstage/model-profile';
import type { Window, WindowStore } from './WindowStore';

/** Windows kept while the database is away; what comes on top of them is dropped and counted. */
const MAX_PENDING = 20_000;
/** Windows written in one transaction: small enough not to keep a single-writer database from others for long. */
const BATCH = 100;
const RETRY_MS = 1_000;

/** Finds the frozen columns that a deployment's version is profiled by. */
export interface SchemasOfVersions {
  schemaOfDeployed(deployment: string, version: number): Promise<ProfileSchema | undefined>;
}

/**
 * Takes windows from the servers and writes them. What was taken is written exactly once for as long as the process
 * lives: a batch is tried again until its transaction succeeded.
 */
export class WindowRecorder {
  private pending: Window[] = [];
  private writing: Promise<void> | undefined;
  private dropped = 0;
  private closed = false;

  constructor(
    private readonly store: WindowStore,
    private readonly schemas: SchemasOfVersions,
    private readonly logger: LoggerService,
  ) {}

  /** Never fails and never waits: called from the serving path's hand-over. */
  record(windows: Window[]): void {
    const room = MAX_PENDING - this.pending.length;
    if (windows.length > room) {
      const lost = windows.slice(room);
      this.dropped += lost.length;
      const rows = lost.reduce((sum, window) => sum + window.rows, 0);
      this.logger.error(
        `Dropped ${lost.length} monitoring windows (${rows} rows) since the database has not taken any; ` +
          `${this.dropped} windows dropped since the start`,
      );
    }
    this.pending.push(...windows.slice(0, Math.max(room, 0)));
    this.writing ??= this.write().finally(() => {
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
        `${this.pending.length} monitoring windows could not be written before the stop`,
      );
    }
  }

  private async write(): Promise<void> {
    while (this.pending.length > 0) {
      const batch = this.pending.slice(0, BATCH);
      try {
        await this.store.add(batch, window =>
          this.schemas.schemaOfDeployed(window.deployment, window.version),
        );
        this.pending.splice(0, batch.length);
      } catch (error) {
        this.logger.warn('Could not write monitoring windows; trying again', error as Error);
        if (this.closed) {
          return;
        }
        await new Promise(resolve => setTimeout(resolve, RETRY_MS));
      }
    }
  }
}
