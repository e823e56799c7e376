import { isResourcePermission } from '@backstage/plugin-permission-common';
import {
  mlopsApprovalDecidePermission,
  mlopsApprovalRequestPermission,
  mlopsDeploymentDeployPermission,
  mlopsDeploymentInferPermission,
  mlopsDeploymentUndeployPermission,
  mlopsPermissions,
  mlopsTokenManagePermission,
  mlopsVersionTransitionPermission,
  RESOURCE_TYPE_MLOPS_MODEL,
} from '@mlops-backstage/plugin-mlops-common';
import type { OperationScope, ScopedPermission } from '../governance/ModelAuthorizer';
import { STAGES } from '../lifecycle/stages';

/** Every permission that is asked of a model. */
export const modelPermissions = mlopsPermissions.flatMap(permission =>
  isResourcePermission(permission, RESOURCE_TYPE_MLOPS_MODEL) ? [permission] : [],
);

/** Asked of a deployment that serves or is to serve versions, and of the stage of each. */
const OF_SERVED_VERSIONS: readonly string[] = [
  mlopsDeploymentDeployPermission.name,
  mlopsDeploymentUndeployPermission.name,
  mlopsDeploymentInferPermission.name,
];

/** Asked of the stage that a version is in. */
const OF_VERSIONS: readonly string[] = [
  mlopsVersionTransitionPermission.name,
  mlopsApprovalRequestPermission.name,
  mlopsApprovalDecidePermission.name,
];

function scopesOf(permission: string, environments: readonly string[]): OperationScope[] {
  if (OF_VERSIONS.includes(permission)) {
    return STAGES.map(stage => ({ stage }));
  }
  if (permission === mlopsTokenManagePermission.name) {
    return environments.map(environment => ({ environment }));
  }
  if (OF_SERVED_VERSIONS.includes(permission)) {
    return environments.flatMap(environment => STAGES.map(stage => ({ stage, environment })));
  }
  return [{}];
}

/** Every permission on a model, with each stage and environment that operations ask it for. */
export function askedPermissions(environments: readonly string[]): ScopedPermission[] {
  return modelPermissions.flatMap(permission =>
    scopesOf(permission.name, environments).map(scope => ({ permission, scope })),
  );
}
