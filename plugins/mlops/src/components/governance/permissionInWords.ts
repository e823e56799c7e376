/** What each permission on a model lets one do, to be read behind “may”. */
const WORDS: Record<string, string> = {
  'mlops.model.read': 'see the model',
  'mlops.model.update': 'change its description, owner, system and tags',
  'mlops.model.delete': 'delete and restore the model',
  'mlops.version.create': 'register versions',
  'mlops.version.update': 'change notes and tags of versions',
  'mlops.version.delete': 'delete and restore versions',
  'mlops.version.evaluate': 'add evaluations and labels',
  'mlops.version.transition': 'move versions between stages',
  'mlops.alias.update': 'set and remove aliases',
  'mlops.card.update': 'write the model card',
  'mlops.artifact.read': 'download artifacts',
  'mlops.deployment.deploy': 'deploy',
  'mlops.deployment.undeploy': 'undeploy',
  'mlops.deployment.infer': 'try predictions',
  'mlops.gates.update': 'set gates',
  'mlops.approval.request': 'ask for approvals',
  'mlops.approval.decide': 'approve and reject',
  'mlops.alert.raise': 'raise alerts',
  'mlops.alert.update': 'acknowledge, resolve and mute alerts',
  'mlops.alert-rules.update': 'set the rules that raise alerts',
  'mlops.retraining.update': 'say when the model is trained anew',
  'mlops.retraining.trigger': 'start and stop trainings',
  'mlops.token.manage': 'make, list, limit and revoke tokens',
  'mlops.permissions.review': 'review who may do what',
  'mlops.model.audit': 'read the audit trail of the model',
};

/** A permission in words; one that isn't known as it is. */
export const permissionInWords = (permission: string) =>
  Object.hasOwn(WORDS, permission) ? WORDS[permission] : permission;
