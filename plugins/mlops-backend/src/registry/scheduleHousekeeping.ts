import type { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import type { ArtifactStore } from '@mlops-backstage/plugin-mlops-node';
import { collectUnusedArtifacts } from '../artifacts/collectUnusedArtifacts';
import type { DeletedPurge } from './DeletedPurge';
import type { VersionStore } from './VersionStore';

/** Removes what was deleted when its time is over and, with it, the bytes that no version has any more. */
export async function scheduleHousekeeping(
  scheduler: SchedulerService,
  parts: {
    purge: DeletedPurge;
    artifactStore: ArtifactStore;
    versions: Pick<VersionStore, 'digestsInUse'>;
    logger: LoggerService;
  },
): Promise<void> {
  const { purge, artifactStore, versions, logger } = parts;
  await scheduler.scheduleTask({
    id: 'purge-deleted',
    frequency: { hours: 1 },
    timeout: { minutes: 30 },
    fn: () => purge.run(),
  });
  await scheduler.scheduleTask({
    id: 'collect-unused-artifacts',
    frequency: { hours: 6 },
    timeout: { hours: 1 },
    fn: () =>
      collectUnusedArtifacts(artifactStore, digests => versions.digestsInUse(digests), logger),
  });
}
