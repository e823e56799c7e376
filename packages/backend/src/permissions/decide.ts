import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Permission, ResourcePermission } from '@backstage/plugin-permission-common';
import { createModelConditionalDecision } from '@mlops-backstage/plugin-mlops-backend';
import { RESOURCE_TYPE_MLOPS_MODEL } from '@mlops-backstage/plugin-mlops-common';
import type { ReviewedDecision } from '@mlops-backstage/plugin-mlops-node';
import { roles } from './roles';

/** The rules by which a permission is granted, each with the role that has it. */
function grantsOf(permission: Permission) {
  return roles.flatMap(role =>
    role.grants
      .filter(({ permissions }) => permissions.some(({ name }) => name === permission.name))
      .map(({ words, holds }) => ({ role, holds, because: `${role.name}: ${words}` })),
  );
}

/**
 * What the roles decide on a permission of models, for a signed-in person who is and belongs to the given entities.
 *
 * The policy answers this and the permission review tells it, so that the two can't differ.
 */
export function decide(
  permission: Permission,
  ownershipEntityRefs: readonly string[],
): ReviewedDecision {
  const claims = ownershipEntityRefs.map(ref => ref.toLocaleLowerCase('en-US'));
  const grants = grantsOf(permission);
  const theirs = grants.filter(
    ({ role }) => role.group === undefined || claims.includes(role.group),
  );
  const unlimited = theirs.find(({ holds }) => !holds);
  if (unlimited) {
    return { decision: { result: AuthorizeResult.ALLOW }, because: unlimited.because };
  }
  const because = grants.length
    ? `Only granted to ${grants.map(one => one.because).join('; ')}`
    : 'Granted to no role';
  const [first, ...others] = theirs.map(one => ({
    because: one.because,
    conditions: one.holds!(claims),
  }));
  if (!first) {
    return { decision: { result: AuthorizeResult.DENY }, because };
  }
  return {
    decision: createModelConditionalDecision(
      permission as ResourcePermission<typeof RESOURCE_TYPE_MLOPS_MODEL>,
      { anyOf: [first.conditions, ...others.map(one => one.conditions)] },
    ),
    because,
    grounds: [first, ...others],
  };
}
