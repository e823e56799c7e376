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

/** Add an evaluation to a version, or labels to what it predicted. */
export const mlopsVersionEvaluatePermission = onModel('mlops.version.evaluate', 'update');

/** Download the artifact of a version. */
export const mlopsArtifactReadPermission = onModel('mlops.artifact.read', 'read');

/** Create a deployment of a model, or deploy another version of it. */
export const mlopsDeploymentDeployPermission = onModel('mlops.deployment.deploy', 'update');

/** Stop a deployment of a model. */
export const mlopsDeploymentUndeployPermission = onModel('mlops.deployment.undeploy', 'update');

/** Ask a deployment for predictions from the portal. */
export const mlopsDeploymentInferPermission = onModel('mlops.deployment.infer', 'read');

/**
 * Move a version to another stage. Asked of the stage that it leaves and of the stage that it enters: both have to be
 * granted.
 */
export const mlopsVersionTransitionPermission = onModel('mlops.version.transition', 'update');

/** Set what a version of a model has to meet before it enters a stage, besides what is configured. */
export const mlopsGatesUpdatePermission = onModel('mlops.gates.update', 'update');

/** Ask for the approvals that a version needs, and withdraw the request. */
export const mlopsApprovalRequestPermission = onModel('mlops.approval.request', 'create');

/** Approve or reject; the gate says besides in which groups one has to be. */
export const mlopsApprovalDecidePermission = onModel('mlops.approval.decide', 'update');

/** Raise an alert at a model. */
export const mlopsAlertRaisePermission = onModel('mlops.alert.raise', 'create');

/** Acknowledge and resolve the alerts of a model, and say until when nobody is told of them. */
export const mlopsAlertUpdatePermission = onModel('mlops.alert.update', 'update');

/** Set and remove the rules that raise alerts of a model by themselves. */
export const mlopsAlertRulesUpdatePermission = onModel('mlops.alert-rules.update', 'update');

/** Say when a model is trained anew, by what, and what becomes of the new version. */
export const mlopsRetrainingUpdatePermission = onModel('mlops.retraining.update', 'update');

/** Start a training that a policy describes, stop one, and tell how it goes. */
export const mlopsRetrainingTriggerPermission = onModel('mlops.retraining.trigger', 'update');

/** Make, list, limit and revoke the tokens of a model's endpoints. */
export const mlopsTokenManagePermission = onModel('mlops.token.manage', 'update');

/** Find out which token a leaked secret is, of any model. */
export const mlopsTokenSearchPermission = createPermission({
  name: 'mlops.token.search',
  attributes: { action: 'read' },
});

/** See who may do what with a model, and by which rule. */
export const mlopsPermissionsReviewPermission = onModel('mlops.permissions.review', 'read');

/** Read the audit trail of a model. */
export const mlopsModelAuditPermission = onModel('mlops.model.audit', 'read');

/** Sign the end of the audit trail. */
export const mlopsAuditCheckpointPermission = createPermission({
  name: 'mlops.audit.checkpoint',
  attributes: { action: 'create' },
});

/** Read the whole audit trail, and have it verified. */
export const mlopsAuditReadPermission = createPermission({
  name: 'mlops.audit.read',
  attributes: { action: 'read' },
});

/** See which notifications, events and webhooks were given up. */
export const mlopsMessageReadPermission = createPermission({
  name: 'mlops.message.read',
  attributes: { action: 'read' },
});

/** Have messages sent again that were given up. */
export const mlopsMessageResendPermission = createPermission({
  name: 'mlops.message.resend',
  attributes: { action: 'update' },
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
  mlopsVersionTransitionPermission,
  mlopsGatesUpdatePermission,
  mlopsApprovalRequestPermission,
  mlopsApprovalDecidePermission,
  mlopsAlertRaisePermission,
  mlopsAlertUpdatePermission,
  mlopsAlertRulesUpdatePermission,
  mlopsRetrainingUpdatePermission,
  mlopsRetrainingTriggerPermission,
  mlopsTokenManagePermission,
  mlopsTokenSearchPermission,
  mlopsPermissionsReviewPermission,
  mlopsModelAuditPermission,
  mlopsAuditReadPermission,
  mlopsAuditCheckpointPermission,
  mlopsMessageReadPermission,
  mlopsMessageResendPermission,
];
