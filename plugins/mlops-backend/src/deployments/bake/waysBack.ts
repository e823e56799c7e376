import { answeringOf } from '../Configuration';
import type { RevisionRow } from '../DeploymentStore';

/**
 * The revisions that a deployment can be rolled back to from a version that broke its limits: they served something, and neither
 * that version nor another one that failed here answered.
 *
 * @param revisions - before the one that brought the version, newest first
 * @param failed - versions that broke their limits here and haven't passed since
 * @returns the nearest first
 */
export function waysBack(
  revisions: readonly RevisionRow[],
  version: number,
  failed: ReadonlySet<number>,
): RevisionRow[] {
  return revisions.filter(
    revision =>
      revision.version !== null &&
      answeringOf(revision).every(one => one.version !== version && !failed.has(one.version)),
  );
}
