import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ArtifactStore } from '@mlops-backstage/plugin-mlops-node';

/** Bytes this young may belong to a registration that isn't finished. In milliseconds. */
const GRACE_MS = 24 * 3_600_000;

/** Removes what interrupted registrations left behind: staged uploads, and bytes that no version has. */
export async function collectUnusedArtifacts(
  store: ArtifactStore,
  digestsInUse: (digests: string[]) => Promise<Set<string>>,
  logger: LoggerService,
): Promise<void> {
  const before = new Date(Date.now() - GRACE_MS);
  await store.discardStagedBefore(before);
  for await (const { digest, storedAt } of store.list()) {
    if (storedAt < before && !(await digestsInUse([digest])).has(digest)) {
      await store.delete(digest, before);
      logger.info(`Removed the artifact ${digest}, which no version has`);
    }
  }
}
