import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Permission, PolicyDecision } from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { decide } from './decide';

/** Of the MLOps plugin, those of a later version too: what the roles don't know is refused. */
const isOfModels = ({ name }: Permission) => name.startsWith('mlops.');

/** The policy of the sample portal: models by the roles, and everything else for everybody who is signed in. */
export class SamplePolicy implements PermissionPolicy {
  async handle({ permission }: PolicyQuery, user?: PolicyQueryUser): Promise<PolicyDecision> {
    if (!user) {
      return { result: AuthorizeResult.DENY };
    }
    return isOfModels(permission)
      ? decide(permission, user.info.ownershipEntityRefs).decision
      : { result: AuthorizeResult.ALLOW };
  }
}
