/*
 * Who may do what with models in the sample portal: the whole policy is this table. A person has the permissions of every
 * role that they have; what no role grants is refused.
 */
import type {
  Permission,
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { modelConditions } from '@mlops-backstage/plugin-mlops-backend';
import * as mlops from '@mlops-backstage/plugin-mlops-common';
import type { Stage } from '@mlops-backstage/plugin-mlops-common';

/** The tag of models that only those see whom they concern. */
export const CONFIDENTIAL = 'confidential';

/** What has to hold of a model. */
type Criteria = PermissionCriteria<PermissionCondition<typeof mlops.RESOURCE_TYPE_MLOPS_MODEL>>;

/** What a grant is limited to. */
interface Rule {
  words: string;
  /** What has to hold of the model, the version or the deployment, for a person who is these entities; absent: nothing. */
  holds?: (claims: string[]) => Criteria;
}

/** Permissions, and what they are limited to. */
export interface Grant extends Rule {
  permissions: readonly Permission[];
}

/** What somebody is in the portal. */
export interface Role {
  name: string;
  /** The group whose members have the role; absent: everybody who is signed in. */
  group?: string;
  grants: readonly Grant[];
}

const grant = (rule: Rule, ...permissions: Permission[]): Grant => ({
  ...rule,
  permissions,
});

const EVERYTHING: Rule = { words: 'everything' };
const REGISTRY: Rule = { words: 'the whole registry' };
const ANY_MODEL: Rule = { words: 'any model' };
const OWN_MODELS: Rule = {
  words: 'models they own',
  holds: claims => modelConditions.isOwner({ claims }),
};
const OPEN_MODELS: Rule = {
  words: `models not tagged ${CONFIDENTIAL}`,
  holds: () => ({ not: modelConditions.hasTag({ tags: [CONFIDENTIAL] }) }),
};

const list = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** Limits a grant further, to some versions or deployments of what the rule leaves. */
const of = (words: string, part: Criteria, rule: Rule): Rule => ({
  words: `${words} of ${rule.words}`,
  holds: claims => (rule.holds ? { allOf: [part, rule.holds(claims)] } : part),
});
const versionsIn = (stages: Stage[], rule: Rule) =>
  of(`versions in ${list.format(stages)}`, modelConditions.hasStage({ stages }), rule);
const deploymentsIn = (environments: string[], rule: Rule) =>
  of(
    `deployments in ${list.format(environments)}`,
    modelConditions.inEnvironment({ environments }),
    rule,
  );

export const roles: readonly Role[] = [
  {
    name: 'viewer',
    grants: [
      grant(OPEN_MODELS, mlops.mlopsModelReadPermission),
      grant(deploymentsIn(['development'], OPEN_MODELS), mlops.mlopsDeploymentInferPermission),
    ],
  },
  {
    name: 'data-scientist',
    group: 'group:default/data-science',
    grants: [
      grant(REGISTRY, mlops.mlopsModelCreatePermission),
      grant(
        OPEN_MODELS,
        mlops.mlopsVersionCreatePermission,
        mlops.mlopsVersionEvaluatePermission,
        mlops.mlopsArtifactReadPermission,
        mlops.mlopsCardUpdatePermission,
        mlops.mlopsAliasUpdatePermission,
        mlops.mlopsApprovalRequestPermission,
        mlops.mlopsRetrainingTriggerPermission,
      ),
      // Asked of the stage that a version leaves and of the one that it enters: Production is for others to touch.
      grant(
        versionsIn(['None', 'Staging', 'Archived'], OPEN_MODELS),
        mlops.mlopsVersionTransitionPermission,
      ),
      grant(
        deploymentsIn(['development', 'staging'], OPEN_MODELS),
        mlops.mlopsDeploymentDeployPermission,
        mlops.mlopsDeploymentUndeployPermission,
        mlops.mlopsDeploymentInferPermission,
      ),
    ],
  },
  {
    // Everything on their own models but what somebody else has to look at: approvals, gates and the review.
    name: 'owner',
    grants: [
      grant(
        OWN_MODELS,
        mlops.mlopsModelReadPermission,
        mlops.mlopsModelUpdatePermission,
        mlops.mlopsModelDeletePermission,
        mlops.mlopsVersionCreatePermission,
        mlops.mlopsVersionUpdatePermission,
        mlops.mlopsVersionDeletePermission,
        mlops.mlopsVersionEvaluatePermission,
        mlops.mlopsVersionTransitionPermission,
        mlops.mlopsArtifactReadPermission,
        mlops.mlopsAliasUpdatePermission,
        mlops.mlopsCardUpdatePermission,
        mlops.mlopsDeploymentDeployPermission,
        mlops.mlopsDeploymentUndeployPermission,
        mlops.mlopsDeploymentInferPermission,
        mlops.mlopsTokenManagePermission,
        mlops.mlopsApprovalRequestPermission,
        mlops.mlopsAlertRaisePermission,
        mlops.mlopsAlertUpdatePermission,
        mlops.mlopsAlertRulesUpdatePermission,
        mlops.mlopsRetrainingUpdatePermission,
        mlops.mlopsRetrainingTriggerPermission,
        mlops.mlopsModelAuditPermission,
      ),
    ],
  },
  {
    name: 'approver',
    group: 'group:default/model-approvers',
    grants: [
      grant(
        ANY_MODEL,
        mlops.mlopsModelReadPermission,
        mlops.mlopsApprovalDecidePermission,
        mlops.mlopsAlertRaisePermission,
        mlops.mlopsAlertUpdatePermission,
      ),
    ],
  },
  {
    name: 'governance',
    group: 'group:default/model-governance',
    grants: [
      grant(
        ANY_MODEL,
        mlops.mlopsModelReadPermission,
        mlops.mlopsModelAuditPermission,
        mlops.mlopsPermissionsReviewPermission,
        mlops.mlopsGatesUpdatePermission,
        // To revoke what has leaked.
        mlops.mlopsTokenManagePermission,
      ),
      grant(
        REGISTRY,
        mlops.mlopsTokenSearchPermission,
        mlops.mlopsAuditReadPermission,
        mlops.mlopsAuditCheckpointPermission,
        mlops.mlopsMessageReadPermission,
        mlops.mlopsMessageResendPermission,
      ),
    ],
  },
  {
    name: 'admin',
    group: 'group:default/portal-admins',
    grants: [grant(EVERYTHING, ...mlops.mlopsPermissions)],
  },
];
