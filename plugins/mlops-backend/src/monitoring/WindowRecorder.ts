import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ProfileSchema } from '@mlops-backstage/model-profile';
import { WriteQueue } from '../database/WriteQueue';
import type { Window, WindowStore } from './WindowStore';

const MAX_PENDING = 20_000;
const BATCH = 100;

/** Finds the frozen columns that a deployment's version is profiled by. */
export interface SchemasOfVersions {
  schemaOfDeployed(deployment: string, version: number): Promise<ProfileSchema | undefined>;
}

/** Takes windows from the servers and writes them, each once. */
export class WindowRecorder {
  private readonly queue: WriteQueue<Window>;

  constructor(store: WindowStore, schemas: SchemasOfVersions, logger: LoggerService) {
    this.queue = new WriteQueue<Window>(
      {
        write: batch =>
          store.add(batch, window => schemas.schemaOfDeployed(window.deployment, window.version)),
        most: MAX_PENDING,
        batch: BATCH,
        what: 'monitoring windows',
        describe: lost => ` (${lost.reduce((sum, window) => sum + window.rows, 0)} rows)`,
      },
      logger,
    );
  }

  /** Never fails and never waits: called from the serving path's hand-over. */
  record(windows: Window[]): void {
    this.queue.add(windows);
  }

  /** Waits until everything taken so far is written. */
  settle(): Promise<void> {
    return this.queue.settle();
  }

  /** Writes what is there with one more try a batch, then gives up on what the database doesn't take. */
  close(): Promise<void> {
    return this.queue.close();
  }
}
