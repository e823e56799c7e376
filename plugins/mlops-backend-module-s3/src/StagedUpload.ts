import type { LoggerService } from '@backstage/backend-plugin-api';
import type { StagedArtifact } from '@mlops-backstage/plugin-mlops-node';
import { rm } from 'node:fs/promises';
import type { ArtifactBucket } from './ArtifactBucket';
import type { FileToUpload } from './uploadFile';

/** An artifact that was received into a local file, and goes into the bucket under a key of its own. */
export class StagedUpload implements StagedArtifact {
  readonly digest: string;
  readonly sizeBytes: number;
  readonly path: string;
  #sent: Promise<void> | undefined;
  #committed: Promise<void> | undefined;
  #discarded: Promise<void> | undefined;

  constructor(
    private readonly bucket: Pick<ArtifactBucket, 'upload' | 'remove'>,
    private readonly key: string,
    private readonly file: FileToUpload,
    private readonly logger: LoggerService,
  ) {
    this.digest = `sha256:${file.hex}`;
    this.sizeBytes = file.sizeBytes;
    this.path = file.path;
  }

  /** Uploads the bytes, which takes as long as it takes. */
  prepare(): Promise<void> {
    this.#sent ??= this.bucket.upload(this.key, this.file);
    return this.#sent;
  }

  async commit(): Promise<void> {
    if (this.#discarded) {
      throw new Error('The staged artifact was discarded');
    }
    this.#committed ??= this.prepare().then(() => rm(this.path, { force: true }));
    await this.#committed;
  }

  async discard(): Promise<void> {
    const isCommitted = await this.#committed?.then(
      () => true,
      () => false,
    );
    if (!isCommitted) {
      this.#discarded ??= this.#discard();
      await this.#discarded;
    }
  }

  async #discard(): Promise<void> {
    await rm(this.path, { force: true });
    if (this.#sent) {
      // Of an upload that failed it isn't known whether it did: its answer may have got lost.
      await this.#sent.catch(() => {});
      await this.bucket.remove(this.key).catch(error => {
        // Why it was discarded is what matters to whoever does it, and the clean-up finds bytes that no version has.
        this.logger.warn(`${error.message}. It is removed later.`);
      });
    }
  }
}
