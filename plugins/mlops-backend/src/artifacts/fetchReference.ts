import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { receiveFile } from '@mlops-backstage/plugin-mlops-node';
import type { StagedArtifact } from '@mlops-backstage/plugin-mlops-node';
import type { UploadOptions } from './receiveUpload';
import { describeReference } from './remote/describeReference';
import type { RemoteArtifacts } from './remote/RemoteArtifacts';

/** For both files: who sends a byte now and then holds nothing open for longer. In milliseconds. */
const DEADLINE_MS = 15 * 60_000;

/** What was fetched. Nothing of it is kept unless the artifact is committed. */
export interface Fetched {
  artifact: StagedArtifact;
  /** A local file with the reference data, if there is some. */
  referencePath?: string;
  /** Where the artifact came from, without credentials. */
  uri: string;
  /** Removes everything that wasn't committed. Call it in any case. */
  dispose(): Promise<void>;
}

/**
 * Fetches an artifact, and its reference data, from where they are; under the limits of uploads.
 *
 * @throws what `RemoteArtifacts.open` throws, and `PayloadTooLargeError`; nothing is left behind then
 */
export async function fetchReference(
  reference: { url: string; referenceUrl?: string },
  remote: RemoteArtifacts,
  { store, limits, temporaryDirectory }: UploadOptions,
): Promise<Fetched> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const artifact = await store.stage(
    await remote.open(reference.url, { maxBytes: limits.artifactBytes, signal }),
    { maxBytes: limits.artifactBytes },
  );
  let referencePath: string | undefined;
  const dispose = async () => {
    await artifact.discard();
    if (referencePath) {
      await rm(referencePath, { force: true });
    }
  };
  try {
    if (reference.referenceUrl) {
      await mkdir(temporaryDirectory, { recursive: true });
      const path = join(temporaryDirectory, `reference-${randomUUID()}`);
      const content = await remote.open(reference.referenceUrl, {
        maxBytes: limits.referenceBytes,
        signal,
      });
      await receiveFile(content, path, {
        maxBytes: limits.referenceBytes,
        what: 'The reference data',
      });
      referencePath = path;
    }
    return { artifact, referencePath, uri: describeReference(reference.url), dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
