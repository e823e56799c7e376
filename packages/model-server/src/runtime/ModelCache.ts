import { stat } from 'node:fs/promises';
import { ModelLoadError } from '../errors';
import { WorkerLoad } from '../telemetry/WorkerLoad';
import { BatchLimits } from './BatchRunner';
import { LoadedModel } from './LoadedModel';
import { openSession } from './openSession';

export interface SessionLimits extends BatchLimits {
  /** Bytes of the artifacts that sessions may be open of at a time. */
  readonly maxSessionBytes: number;
}

/** Keeps one session for each artifact, however many versions have its bytes. */
export class ModelCache {
  private readonly models = new Map<string, LoadedModel>();
  private openBytes = 0;

  constructor(
    private readonly sessionThreads: number,
    private readonly limits: SessionLimits,
    private readonly load: WorkerLoad,
  ) {}

  /**
   * A warm model, held for the caller.
   *
   * @throws ModelLoadError
   */
  async open(artifact: { artifactPath: string; digest: string }): Promise<LoadedModel> {
    const cached = this.models.get(artifact.digest);
    if (cached) return cached.hold();
    const size = await sizeOf(artifact.artifactPath);
    this.checkRoom(size);
    const session = await openSession(artifact.artifactPath, this.sessionThreads);
    this.openBytes += size;
    this.load.sessionOpens(size);
    const forget = () => {
      this.models.delete(artifact.digest);
      this.openBytes -= size;
      this.load.sessionCloses(size);
    };
    const model = new LoadedModel(session, this.limits, forget).hold();
    await model.warmUp();
    this.models.set(artifact.digest, model);
    return model;
  }

  private checkRoom(size: number): void {
    const { maxSessionBytes } = this.limits;
    if (this.openBytes + size <= maxSessionBytes) return;
    throw new ModelLoadError(
      `The artifact of ${size} bytes doesn't fit: sessions of ${this.openBytes} bytes are open, ` +
        `and ${maxSessionBytes} are allowed in a worker`,
    );
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
