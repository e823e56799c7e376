import type { ApprovalRow, Decider } from './ApprovalStore';

/** Those of the request's groups that a person is in. */
export function groupsOf({ requirements }: ApprovalRow, { memberships }: Decider): string[] {
  const groups = new Set(requirements.flatMap(requirement => requirement.groups));
  return [...groups].filter(group => memberships.includes(group));
}

/**
 * Why somebody may never decide a request: four eyes, and the groups. Permissions, and whether it is pending still, are
 * asked elsewhere.
 *
 * @param decider - nothing where it isn't a person
 */
export function whyNotDecide(
  approval: ApprovalRow,
  decider: Decider | undefined,
): string | undefined {
  if (!decider) {
    return 'Only a signed-in person can decide';
  }
  if (approval.requested_by === decider.ref) {
    return 'Whoever requests an approval never decides it';
  }
  const excludesAuthor = approval.requirements.some(({ excludeAuthor }) => excludeAuthor);
  if (excludesAuthor && approval.author === decider.ref) {
    return 'Whoever registered the version may not decide it';
  }
  if (groupsOf(approval, decider).length === 0) {
    const groups = new Set(approval.requirements.flatMap(requirement => requirement.groups));
    return `Only members of ${[...groups].join(', ')} may decide`;
  }
  return undefined;
}

/** Whether a person decided a request already. */
export function hasDecided({ decisions }: ApprovalRow, { ref }: Decider): boolean {
  return decisions.some(({ decided_by: by }) => by === ref);
}
