import type { Revision } from '@mlops-backstage/plugin-mlops-common';
import { bakeLimitsInWords } from './bakeInWords';
import { servingInWords } from './servedVersions';

/** What a revision did, in a few words. */
export function revisionInWords(revision: Revision): string {
  const { champion, canary, challengers } = servingInWords(revision);
  switch (revision.action) {
    case 'deploy':
      return `Deployed ${champion ?? 'nothing'}`;
    case 'undeploy':
      return 'Undeployed';
    case 'canary':
      return canary ? `Canary ${canary}` : 'Canary taken away';
    case 'challenge':
      return challengers ? `Challengers: ${challengers}` : 'Challengers taken away';
    case 'rollback':
      return `Rolled back to revision ${revision.rolledBackTo}`;
    case 'configure':
      return configured(revision);
    case 'promote':
      return `${champion} entered ${revision.follow ?? 'the followed stage'} and was deployed`;
    default:
      return champion
        ? 'A version was archived: taken away'
        : 'The champion was archived: undeployed';
  }
}

function configured({ changes, follow, bakeLimits }: Revision): string {
  if (!changes.some(({ field }) => field === 'bakeLimits')) {
    return follow ? `Follows ${follow}` : 'Follows no stage';
  }
  return bakeLimits
    ? `Bake time of its own: ${bakeLimitsInWords(bakeLimits)}`
    : 'Bake time as in its environment';
}
