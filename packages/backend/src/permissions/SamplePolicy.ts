import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult, isPermission } from '@backstage/plugin-permission-common';
import type { Permission, PolicyDecision } from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { mlopsModelReadPermission } from '@mlops-backstage/plugin-mlops-common';
import { decide } from './decide';
import { CONFIDENTIAL } from './roles';

/** Of the MLOps plugin, those of a later version too: what the roles don't know is refused. */
const isOfModels = ({ name }: Permission) => name.startsWith('mlops.');

/**
 * What of the catalog somebody may see: the entities of a model and of its endpoints have its tags and its owner, so that
 * what is hidden there is hidden here.
 */
function readingCatalog(
  permission: typeof catalogEntityReadPermission,
  claims: string[],
): PolicyDecision {
  return decide(mlopsModelReadPermission, claims).decision.result === AuthorizeResult.ALLOW
    ? { result: AuthorizeResult.ALLOW }
    : createCatalogConditionalDecision(permission, {
        anyOf: [
          { not: catalogConditions.hasMetadata({ key: 'tags', value: CONFIDENTIAL }) },
          catalogConditions.isEntityOwner({ claims }),
        ],
      });
}

/** The policy of the sample portal: models by the roles, and everything else for everybody who is signed in. */
export class SamplePolicy implements PermissionPolicy {
  async handle({ permission }: PolicyQuery, user?: PolicyQueryUser): Promise<PolicyDecision> {
    if (!user) {
      return { result: AuthorizeResult.DENY };
    }
    const claims = user.info.ownershipEntityRefs;
    if (isPermission(permission, catalogEntityReadPermission)) {
      return readingCatalog(permission, claims);
    }
    return isOfModels(permission)
      ? decide(permission, claims).decision
      : { result: AuthorizeResult.ALLOW };
  }
}
