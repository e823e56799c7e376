import { LoadedModel } from './LoadedModel';
import { openSession } from './openSession';

/** Keeps one session for each artifact, however many versions have its bytes. */
export class ModelCache {
  private readonly models = new Map<string, LoadedModel>();

  constructor(private readonly sessionThreads: number) {}

  /**
   * A warm model, held for the caller.
   *
   * @throws ModelLoadError
   */
  async open(artifact: { artifactPath: string; digest: string }): Promise<LoadedModel> {
    const cached = this.models.get(artifact.digest);
    if (cached) return cached.hold();
    const session = await openSession(artifact.artifactPath, this.sessionThreads);
    const model = new LoadedModel(session, () => this.models.delete(artifact.digest)).hold();
    this.models.set(artifact.digest, model);
    await model.warmUp();
    return model;
  }
}
