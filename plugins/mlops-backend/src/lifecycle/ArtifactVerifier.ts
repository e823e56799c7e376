import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { isError } from '@backstage/errors';
import type { ArtifactStore } from '@mlops-backstage/plugin-mlops-node';
import type { StagedVersion } from './StagedModels';

/** What reading an artifact found. */
export interface ArtifactCheck {
  /** What the version said that it has. */
  digest: string;
  /** Why the artifact isn't what it was; nothing where it is. */
  problem?: string;
}

/** Reads the stored artifacts of versions whole, to find out whether they still have their digests. */
export class ArtifactVerifier {
  constructor(private readonly store: Pick<ArtifactStore, 'read'>) {}

  /** @throws whatever the store fails with, but for an artifact that isn't there */
  async verify({ digest, stored, uri }: StagedVersion): Promise<ArtifactCheck> {
    if (!stored) {
      return { digest, problem: `The artifact can't be verified, since it is kept at ${uri}` };
    }
    const hash = createHash('sha256');
    try {
      await pipeline(await this.store.read(digest), hash);
    } catch (error) {
      if (isError(error) && error.name === 'NotFoundError') {
        return { digest, problem: "The artifact isn't in the store any more" };
      }
      throw error;
    }
    const found = `sha256:${hash.digest('hex')}`;
    return found === digest
      ? { digest }
      : { digest, problem: `The stored artifact was changed: its digest is ${found} now` };
  }
}
