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
  mlopsAuditReadPermission,
  mlopsModelReadPermission,
} from '@mlops-backstage/plugin-mlops-common';

/** Reads and verifies the audit trail. */
const GOVERNANCE = 'group:default/model-governance';

/**
 * Who may do what in the sample portal: everybody sees every model, its owners change and deploy it, and governance reads
 * the audit trail.
 */
export class SamplePolicy implements PermissionPolicy {
  async handle({ permission }: PolicyQuery, user?: PolicyQueryUser): Promise<PolicyDecision> {
    const claims = user?.info.ownershipEntityRefs ?? [];
    if (isPermission(permission, mlopsAuditReadPermission)) {
      return { result: claims.includes(GOVERNANCE) ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
    }
    const changesModel =
      isResourcePermission(permission, RESOURCE_TYPE_MLOPS_MODEL) &&
      !isPermission(permission, mlopsModelReadPermission);
    if (changesModel) {
      return createModelConditionalDecision(permission, modelConditions.isOwner({ claims }));
    }
    return { result: user ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }
}
