import { ModelLoadError } from '../errors';
import { ModelCache } from '../runtime/ModelCache';
import { ServedModel } from '../runtime/ServedModel';
import { ArtifactFile } from './peerMessages';
import { PeerLines } from './PeerLines';
import { Placement } from './Placement';
import { RemoteModel } from './RemoteModel';

/** The models that a worker serves: its own, and those that others have for it. */
export class PlacedModels {
  private readonly remote = new Map<string, RemoteModel>();

  /** @param worker - whose models they are, from 0 */
  constructor(
    private readonly own: ModelCache,
    private readonly lines: PeerLines,
    private readonly worker: number,
    private readonly maxQueueMs: number,
  ) {}

  /**
   * A warm model, held for the caller. Calls come one after the other.
   *
   * @throws ModelLoadError
   */
  async open(artifact: ArtifactFile, placement: Placement): Promise<ServedModel> {
    const { digest } = artifact;
    const workers = placement.get(digest);
    if (!workers || workers.includes(this.worker)) return this.own.open(artifact);
    const known = this.remote.get(digest);
    if (known) return known.hold();
    try {
      const model: RemoteModel = await RemoteModel.open(artifact, {
        workers,
        lines: this.lines,
        maxQueueMs: this.maxQueueMs,
        onRelease: () => {
          if (this.remote.get(digest) === model) this.remote.delete(digest);
        },
      });
      this.remote.set(digest, model);
      return model;
    } catch (error) {
      throw new ModelLoadError((error as Error).message);
    }
  }
}
