import type { ApprovalRow } from './ApprovalStore';
import type { StagedVersion } from './StagedModels';

/** How an open request ended by itself, and why. */
export interface Ending {
  state: 'expired' | 'void';
  reason: string;
}

/**
 * Whether an open request can't be decided and used any more: what it was bound to isn't there, or its time is over.
 *
 * @param version - as it is now; nothing where it was deleted
 */
export function whyOver(
  approval: Pick<ApprovalRow, 'digest' | 'from_stage' | 'expires_at'>,
  version: StagedVersion | undefined,
  now: Date,
): Ending | undefined {
  if (!version) {
    return { state: 'void', reason: 'The version was deleted' };
  }
  if (version.digest !== approval.digest) {
    return { state: 'void', reason: `The artifact is another one now: ${version.digest}` };
  }
  if (version.stage !== approval.from_stage) {
    return {
      state: 'void',
      reason: `The version left ${approval.from_stage}: it is in ${version.stage}`,
    };
  }
  return new Date(approval.expires_at) <= now
    ? { state: 'expired', reason: 'Its time was over' }
    : undefined;
}
