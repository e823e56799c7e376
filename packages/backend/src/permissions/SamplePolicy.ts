import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import type { PolicyDecision } from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createModelConditionalDecision,
  modelConditions,
} from '@mlops-backstage/plugin-mlops-backend';
import {
  RESOURCE_TYPE_MLOPS_MODEL,
  mlopsModelReadPermission,
} from '@mlops-backstage/plugin-mlops-common';

/** Who may do what in the sample portal: everybody sees every model, its owners change and deploy it. */
export class SamplePolicy implements PermissionPolicy {
  async handle({ permission }: PolicyQuery, user?: PolicyQueryUser): Promise<PolicyDecision> {
    const changesModel =
      isResourcePermission(permission, RESOURCE_TYPE_MLOPS_MODEL) &&
      !isPermission(permission, mlopsModelReadPermission);
    if (changesModel) {
      return createModelConditionalDecision(
        permission,
        modelConditions.isOwner({ claims: user?.info.ownershipEntityRefs ?? [] }),
      );
    }
    return { result: user ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }
}
