import { createPermission } from '@backstage/plugin-permission-common';

/** The resource that every permission on a model, its versions and its deployments is asked of: the model, by name. */
export const RESOURCE_TYPE_MLOPS_MODEL = 'mlops-model';

const onModel = <Name extends string>(
  name: Name,
  action: 'create' | 'read' | 'update' | 'delete',
) => createPermission({ name, attributes: { action }, resourceType: RESOURCE_TYPE_MLOPS_MODEL });

/** See a model, its versions, evaluations, deployments and monitoring. Lists are filtered by it. */
export const mlopsModelReadPermission = onModel('mlops.model.read', 'read');

/** Register a model that doesn't exist yet. */
export const mlopsModelCreatePermission = createPermission({
  name: 'mlops.model.create',
  attributes: { action: 'create' },
});

/** Change what is said of a model: its description, owner, system and tags. */
export const mlopsModelUpdatePermission = onModel('mlops.model.update', 'update');

/** Delete a model with its versions, and restore it. */
export const mlopsModelDeletePermission = onModel('mlops.model.delete', 'delete');

/** Change the description, notes and tags of a version. */
export const mlopsVersionUpdatePermission = onModel('mlops.version.update', 'update');

/** Delete a version, and restore it. */
export const mlopsVersionDeletePermission = onModel('mlops.version.delete', 'delete');

/** Point an alias of a model at a version, or remove it. */
export const mlopsAliasUpdatePermission = onModel('mlops.alias.update', 'update');

/** Write the parts of a model card that a person has to speak to. */
export const mlopsCardUpdatePermission = onModel('mlops.card.update', 'update');

/** Register a further version of a model. */
export const mlopsVersionCreatePermission = onModel('mlops.version.create', 'create');

/** Add an evaluation to a version. */
export const mlopsVersionEvaluatePermission = onModel('mlops.version.evaluate', 'update');

/** Download the artifact of a version. */
export const mlopsArtifactReadPermission = onModel('mlops.artifact.read', 'read');

/** Create a deployment of a model, or deploy another version of it. */
export const mlopsDeploymentDeployPermission = onModel('mlops.deployment.deploy', 'update');

/** Stop a deployment of a model. */
export const mlopsDeploymentUndeployPermission = onModel('mlops.deployment.undeploy', 'update');

/** Ask a deployment for predictions from the portal. */
export const mlopsDeploymentInferPermission = onModel('mlops.deployment.infer', 'read');

/** Read the audit trail, and have it verified. */
export const mlopsAuditReadPermission = createPermission({
  name: 'mlops.audit.read',
  attributes: { action: 'read' },
});

/** Every permission of the plugin. */
export const mlopsPermissions = [
  mlopsModelReadPermission,
  mlopsModelCreatePermission,
  mlopsModelUpdatePermission,
  mlopsModelDeletePermission,
  mlopsVersionCreatePermission,
  mlopsVersionUpdatePermission,
  mlopsVersionDeletePermission,
  mlopsAliasUpdatePermission,
  mlopsCardUpdatePermission,
  mlopsVersionEvaluatePermission,
  mlopsArtifactReadPermission,
  mlopsDeploymentDeployPermission,
  mlopsDeploymentUndeployPermission,
  mlopsDeploymentInferPermission,
  mlopsAuditReadPermission,
];
