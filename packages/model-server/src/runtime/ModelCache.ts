import { stat } from 'node:fs/promises';
import type { InferenceSession } from 'onnxruntime-node';
import { ModelLoadError } from '../errors';
import { WorkerLoad } from '../telemetry/WorkerLoad';
import { BatchLimits } from './BatchRunner';
import { LoadedModel, SessionSource } from './LoadedModel';
import { openSession } from './openSession';

export interface SessionLimits extends BatchLimits {
  /** Bytes of the artifacts that sessions may be open of at a time. */
  readonly maxSessionBytes: number;
  /** How long a session may be unused before it is closed, until its next request; Infinity for never. */
  readonly maxSessionIdleMs: number;
}

/** Looks for unused sessions so often while one may become too old. */
const LOOKS = 4;

/** Keeps one session for each artifact, however many versions have its bytes. */
export class ModelCache {
  private readonly models = new Map<string, LoadedModel>();
  private readonly opening = new Map<string, Promise<void>>();
  private readonly timer?: NodeJS.Timeout;
  private openBytes = 0;

  constructor(
    private readonly sessionThreads: number,
    private readonly limits: SessionLimits,
    private readonly load: WorkerLoad,
  ) {
    const { maxSessionIdleMs } = limits;
    if (maxSessionIdleMs === Infinity) return;
    this.timer = setInterval(() => {
      for (const model of this.models.values()) model.rest(maxSessionIdleMs);
    }, maxSessionIdleMs / LOOKS);
  }

  /**
   * A warm model, held for the caller.
   *
   * @throws ModelLoadError
   */
  async open({
    artifactPath,
    digest,
  }: {
    readonly artifactPath: string;
    readonly digest: string;
  }): Promise<LoadedModel> {
    for (;;) {
      const cached = this.models.get(digest);
      if (cached) return cached.hold();
      const opening = this.opening.get(digest);
      if (!opening) break;
      // Whoever is opening it is told why it fails; who waits tries again.
      await opening;
    }
    let opened = () => {};
    this.opening.set(digest, new Promise(resolve => (opened = resolve)));
    try {
      return await this.openModel(artifactPath, digest);
    } finally {
      this.opening.delete(digest);
      opened();
    }
  }

  /** Looks after sessions no more. */
  close(): void {
    clearInterval(this.timer);
  }

  private async openModel(artifactPath: string, digest: string): Promise<LoadedModel> {
    const size = await sizeOf(artifactPath);
    const source: SessionSource = {
      open: () => this.openSession(artifactPath, size),
      close: session => this.closeSession(session, size),
      forget: () => this.models.delete(digest),
    };
    const session = await source.open();
    let model: LoadedModel;
    try {
      model = new LoadedModel(session, source, this.limits).hold();
    } catch (error) {
      source.close(session);
      throw error;
    }
    await model.warmUp();
    this.models.set(digest, model);
    return model;
  }

  private async openSession(artifactPath: string, size: number): Promise<InferenceSession> {
    const { maxSessionBytes } = this.limits;
    if (this.openBytes + size > maxSessionBytes) {
      throw new ModelLoadError(
        `The artifact of ${size} bytes doesn't fit: sessions of ${this.openBytes} bytes are open, ` +
          `and ${maxSessionBytes} are allowed in a worker`,
      );
    }
    const session = await openSession(artifactPath, this.sessionThreads);
    this.openBytes += size;
    this.load.sessionOpens(size);
    return session;
  }

  private closeSession(session: InferenceSession, size: number): void {
    void session.release();
    this.openBytes -= size;
    this.load.sessionCloses(size);
  }
}

async function sizeOf(artifactPath: string): Promise<number> {
  try {
    return (await stat(artifactPath)).size;
  } catch (error) {
    // The message names the path, which isn't for everybody.
    throw new ModelLoadError(
      `The artifact can't be read: ${(error as NodeJS.ErrnoException).code}`,
    );
  }
}
