// Generated from openapi.yaml by `npm run generate`: change that, not this.

import { OperationCaller } from '../client/OperationCaller';
import type { AnswerOf, CallOptions, RequestOf } from '../client/OperationCaller';

/** A method for every operation of the contract. A refusal is thrown as Backstage's `ResponseError`. */
export class MlopsClient extends OperationCaller {
  /** List and search the models the caller may read. */
  listModels(
    request: RequestOf<'listModels'> = {},
    options?: CallOptions,
  ): Promise<AnswerOf<'listModels'>> {
    return this.call('listModels', request, options);
  }

  /** Register a model, with its first version if there is one yet. */
  registerModel(
    request: RequestOf<'registerModel'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'registerModel'>> {
    return this.call('registerModel', request, options);
  }

  /** Read one model. */
  getModel(
    request: RequestOf<'getModel'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'getModel'>> {
    return this.call('getModel', request, options);
  }

  /** Delete a model with its versions. */
  deleteModel(
    request: RequestOf<'deleteModel'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'deleteModel'>> {
    return this.call('deleteModel', request, options);
  }

  /** Change what is said of a model. */
  updateModel(
    request: RequestOf<'updateModel'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'updateModel'>> {
    return this.call('updateModel', request, options);
  }

  /** Restore a deleted model with the versions that it had. */
  restoreModel(
    request: RequestOf<'restoreModel'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'restoreModel'>> {
    return this.call('restoreModel', request, options);
  }

  /** Point an alias at a version, moving it if it points at another. */
  setAlias(
    request: RequestOf<'setAlias'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'setAlias'>> {
    return this.call('setAlias', request, options);
  }

  /** Remove an alias. */
  removeAlias(
    request: RequestOf<'removeAlias'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'removeAlias'>> {
    return this.call('removeAlias', request, options);
  }

  /** The metrics of all versions of a model over time, newest first. */
  listModelEvaluations(
    request: RequestOf<'listModelEvaluations'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'listModelEvaluations'>> {
    return this.call('listModelEvaluations', request, options);
  }

  /** List the versions of a model, newest first. */
  listVersions(
    request: RequestOf<'listVersions'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'listVersions'>> {
    return this.call('listVersions', request, options);
  }

  /** Register a new version of a model. */
  registerVersion(
    request: RequestOf<'registerVersion'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'registerVersion'>> {
    return this.call('registerVersion', request, options);
  }

  /** Read one version. */
  getVersion(
    request: RequestOf<'getVersion'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'getVersion'>> {
    return this.call('getVersion', request, options);
  }

  /** Delete a version. */
  deleteVersion(
    request: RequestOf<'deleteVersion'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'deleteVersion'>> {
    return this.call('deleteVersion', request, options);
  }

  /** Change the description, the notes or the tags of a version. */
  updateVersion(
    request: RequestOf<'updateVersion'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'updateVersion'>> {
    return this.call('updateVersion', request, options);
  }

  /** Restore a deleted version. */
  restoreVersion(
    request: RequestOf<'restoreVersion'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'restoreVersion'>> {
    return this.call('restoreVersion', request, options);
  }

  /** Read the model card of a version. */
  getCard(
    request: RequestOf<'getCard'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'getCard'>> {
    return this.call('getCard', request, options);
  }

  /** Write the parts of a model card that a person has to speak to. */
  writeCard(
    request: RequestOf<'writeCard'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'writeCard'>> {
    return this.call('writeCard', request, options);
  }

  /** Who wrote the model card of a version, newest first. */
  listCardRevisions(
    request: RequestOf<'listCardRevisions'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'listCardRevisions'>> {
    return this.call('listCardRevisions', request, options);
  }

  /** Download the model card of a version. */
  getCardDocument(
    request: RequestOf<'getCardDocument'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'getCardDocument'>> {
    return this.call('getCardDocument', request, options);
  }

  /** The machine learning bill of materials of a version, as CycloneDX 1.6 JSON. */
  getMlBom(
    request: RequestOf<'getMlBom'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'getMlBom'>> {
    return this.call('getMlBom', request, options);
  }

  /** Download the artifact of a version. */
  downloadArtifact(
    request: RequestOf<'downloadArtifact'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'downloadArtifact'>> {
    return this.call('downloadArtifact', request, options);
  }

  /** List the newest 25 evaluations of a version, newest first. */
  listEvaluations(
    request: RequestOf<'listEvaluations'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'listEvaluations'>> {
    return this.call('listEvaluations', request, options);
  }

  /** Add an evaluation to a version. */
  addEvaluation(
    request: RequestOf<'addEvaluation'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'addEvaluation'>> {
    return this.call('addEvaluation', request, options);
  }

  /** Read up to six versions, also of different models, beside each other. */
  compareVersions(
    request: RequestOf<'compareVersions'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'compareVersions'>> {
    return this.call('compareVersions', request, options);
  }

  /** How the registration of a model from its catalog entity went. */
  getRegistration(
    request: RequestOf<'getRegistration'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'getRegistration'>> {
    return this.call('getRegistration', request, options);
  }

  /** The stages with the transitions between them, and the environments. */
  getLifecyclePolicy(
    request: RequestOf<'getLifecyclePolicy'> = {},
    options?: CallOptions,
  ): Promise<AnswerOf<'getLifecyclePolicy'>> {
    return this.call('getLifecyclePolicy', request, options);
  }

  /** What a version of the model has to meet before it enters a stage. */
  getGates(
    request: RequestOf<'getGates'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'getGates'>> {
    return this.call('getGates', request, options);
  }

  /** Set the gates that this model has in addition to the configured ones. */
  setGates(
    request: RequestOf<'setGates'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'setGates'>> {
    return this.call('setGates', request, options);
  }

  /** Where a version can go from its stage, what stands in the way, and what else would happen. */
  listTransitions(
    request: RequestOf<'listTransitions'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'listTransitions'>> {
    return this.call('listTransitions', request, options);
  }

  /** Move a version to another stage. */
  transitionVersion(
    request: RequestOf<'transitionVersion'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'transitionVersion'>> {
    return this.call('transitionVersion', request, options);
  }

  /** List requests for approval at the models the caller may read, newest first. */
  listApprovals(
    request: RequestOf<'listApprovals'> = {},
    options?: CallOptions,
  ): Promise<AnswerOf<'listApprovals'>> {
    return this.call('listApprovals', request, options);
  }

  /** Ask for the approvals that a version needs to enter a stage. */
  requestApproval(
    request: RequestOf<'requestApproval'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'requestApproval'>> {
    return this.call('requestApproval', request, options);
  }

  /** Read one request for approval. */
  getApproval(
    request: RequestOf<'getApproval'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'getApproval'>> {
    return this.call('getApproval', request, options);
  }

  /** Approve or reject a change. */
  decideApproval(
    request: RequestOf<'decideApproval'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'decideApproval'>> {
    return this.call('decideApproval', request, options);
  }

  /** Withdraw a request that isn't needed any more, as the one who made it. */
  withdrawApproval(
    request: RequestOf<'withdrawApproval'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'withdrawApproval'>> {
    return this.call('withdrawApproval', request, options);
  }

  /** List alerts of the models the caller may read, newest first. */
  listAlerts(
    request: RequestOf<'listAlerts'> = {},
    options?: CallOptions,
  ): Promise<AnswerOf<'listAlerts'>> {
    return this.call('listAlerts', request, options);
  }

  /** Raise an alert at a model, as a person or an outside monitor. */
  raiseAlert(
    request: RequestOf<'raiseAlert'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'raiseAlert'>> {
    return this.call('raiseAlert', request, options);
  }

  /** The rules that raise alerts of a model by themselves, and what is mute. */
  listAlertRules(
    request: RequestOf<'listAlertRules'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'listAlertRules'>> {
    return this.call('listAlertRules', request, options);
  }

  /** Set a rule of a model. */
  setAlertRule(
    request: RequestOf<'setAlertRule'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'setAlertRule'>> {
    return this.call('setAlertRule', request, options);
  }

  /** Remove a rule of a model; a configured one of the name holds again. */
  removeAlertRule(
    request: RequestOf<'removeAlertRule'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'removeAlertRule'>> {
    return this.call('removeAlertRule', request, options);
  }

  /** When a rule would have raised an alert over the last 30 days of each deployment's traffic. */
  previewAlertRule(
    request: RequestOf<'previewAlertRule'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'previewAlertRule'>> {
    return this.call('previewAlertRule', request, options);
  }

  /** Tell nobody of the alerts of a model, or of one of its rules, until a time. */
  muteAlerts(
    request: RequestOf<'muteAlerts'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'muteAlerts'>> {
    return this.call('muteAlerts', request, options);
  }

  /** Tell of alerts again. */
  unmuteAlerts(
    request: RequestOf<'unmuteAlerts'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'unmuteAlerts'>> {
    return this.call('unmuteAlerts', request, options);
  }

  /** Read one alert. */
  getAlert(
    request: RequestOf<'getAlert'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'getAlert'>> {
    return this.call('getAlert', request, options);
  }

  /** Tell that somebody is at it. */
  acknowledgeAlert(
    request: RequestOf<'acknowledgeAlert'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'acknowledgeAlert'>> {
    return this.call('acknowledgeAlert', request, options);
  }

  /** Resolve an alert. */
  resolveAlert(
    request: RequestOf<'resolveAlert'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'resolveAlert'>> {
    return this.call('resolveAlert', request, options);
  }

  /** What the caller may do with a model. */
  getAccess(
    request: RequestOf<'getAccess'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'getAccess'>> {
    return this.call('getAccess', request, options);
  }

  /** Who may do what with a model, and by which rule. */
  reviewPermissions(
    request: RequestOf<'reviewPermissions'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'reviewPermissions'>> {
    return this.call('reviewPermissions', request, options);
  }

  /** Changes of a model, and denied attempts at it, newest first. */
  listModelAuditEvents(
    request: RequestOf<'listModelAuditEvents'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'listModelAuditEvents'>> {
    return this.call('listModelAuditEvents', request, options);
  }

  /** Changes and denied attempts, newest first. */
  listAuditEvents(
    request: RequestOf<'listAuditEvents'> = {},
    options?: CallOptions,
  ): Promise<AnswerOf<'listAuditEvents'>> {
    return this.call('listAuditEvents', request, options);
  }

  /** Check the whole chain of audit events, and name the first link that is broken. */
  verifyAudit(
    request: RequestOf<'verifyAudit'> = {},
    options?: CallOptions,
  ): Promise<AnswerOf<'verifyAudit'>> {
    return this.call('verifyAudit', request, options);
  }

  /** Download the audit trail, oldest event first. */
  exportAudit(
    request: RequestOf<'exportAudit'> = {},
    options?: CallOptions,
  ): Promise<AnswerOf<'exportAudit'>> {
    return this.call('exportAudit', request, options);
  }

  /** The signed checkpoints of the chain, newest first. */
  listCheckpoints(
    request: RequestOf<'listCheckpoints'> = {},
    options?: CallOptions,
  ): Promise<AnswerOf<'listCheckpoints'>> {
    return this.call('listCheckpoints', request, options);
  }

  /** Verify the chain and sign its end, to be kept outside. */
  createCheckpoint(
    request: RequestOf<'createCheckpoint'> = {},
    options?: CallOptions,
  ): Promise<AnswerOf<'createCheckpoint'>> {
    return this.call('createCheckpoint', request, options);
  }

  /** Notifications, events and webhooks that were given up, the last one first. */
  listUndeliveredMessages(
    request: RequestOf<'listUndeliveredMessages'> = {},
    options?: CallOptions,
  ): Promise<AnswerOf<'listUndeliveredMessages'>> {
    return this.call('listUndeliveredMessages', request, options);
  }

  /** Have messages to a destination sent again that were given up, all or one. */
  resendMessages(
    request: RequestOf<'resendMessages'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'resendMessages'>> {
    return this.call('resendMessages', request, options);
  }

  /** List the deployments of the models the caller may read. */
  listDeployments(
    request: RequestOf<'listDeployments'> = {},
    options?: CallOptions,
  ): Promise<AnswerOf<'listDeployments'>> {
    return this.call('listDeployments', request, options);
  }

  /** Make a named endpoint that serves a version. */
  createDeployment(
    request: RequestOf<'createDeployment'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'createDeployment'>> {
    return this.call('createDeployment', request, options);
  }

  /** Read one deployment. */
  getDeployment(
    request: RequestOf<'getDeployment'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'getDeployment'>> {
    return this.call('getDeployment', request, options);
  }

  /** Change whether a deployment follows a stage, and what versions have to keep to during their bake time. */
  configureDeployment(
    request: RequestOf<'configureDeployment'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'configureDeployment'>> {
    return this.call('configureDeployment', request, options);
  }

  /** Set the versions that get copies of the requests. */
  setChallengers(
    request: RequestOf<'setChallengers'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'setChallengers'>> {
    return this.call('setChallengers', request, options);
  }

  /** Have a version answer a share of the requests. */
  setCanary(
    request: RequestOf<'setCanary'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'setCanary'>> {
    return this.call('setCanary', request, options);
  }

  /** Have the champion answer all requests again. */
  removeCanary(
    request: RequestOf<'removeCanary'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'removeCanary'>> {
    return this.call('removeCanary', request, options);
  }

  /** Serve again what an earlier revision served. */
  rollBack(
    request: RequestOf<'rollBack'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'rollBack'>> {
    return this.call('rollBack', request, options);
  }

  /** The tokens of an endpoint, newest first, without their secrets. */
  listTokens(
    request: RequestOf<'listTokens'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'listTokens'>> {
    return this.call('listTokens', request, options);
  }

  /** Make a token for an endpoint. */
  createToken(
    request: RequestOf<'createToken'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'createToken'>> {
    return this.call('createToken', request, options);
  }

  /** Revoke a token. */
  revokeToken(
    request: RequestOf<'revokeToken'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'revokeToken'>> {
    return this.call('revokeToken', request, options);
  }

  /** Set the limits of a valid token. */
  setTokenLimits(
    request: RequestOf<'setTokenLimits'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'setTokenLimits'>> {
    return this.call('setTokenLimits', request, options);
  }

  /** Find out which token a leaked secret is, by its beginning. */
  findTokens(
    request: RequestOf<'findTokens'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'findTokens'>> {
    return this.call('findTokens', request, options);
  }

  /** The OpenAPI text of a deployment's endpoint, with the signature of the version that it serves. */
  getEndpointDescription(
    request: RequestOf<'getEndpointDescription'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'getEndpointDescription'>> {
    return this.call('getEndpointDescription', request, options);
  }

  /** The history of a deployment, newest first. */
  listRevisions(
    request: RequestOf<'listRevisions'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'listRevisions'>> {
    return this.call('listRevisions', request, options);
  }

  /** Serve another version, or serve again after an undeploy. */
  deployVersion(
    request: RequestOf<'deployVersion'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'deployVersion'>> {
    return this.call('deployVersion', request, options);
  }

  /** Stop serving; the name, the history and the monitoring data stay. */
  undeploy(
    request: RequestOf<'undeploy'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'undeploy'>> {
    return this.call('undeploy', request, options);
  }

  /** Ask the endpoint for a prediction, as a signed-in person. */
  infer(
    request: RequestOf<'infer'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'infer'>> {
    return this.call('infer', request, options);
  }

  /** List how the deployments are doing whose models the caller may read. */
  listDeploymentHealth(
    request: RequestOf<'listDeploymentHealth'> = {},
    options?: CallOptions,
  ): Promise<AnswerOf<'listDeploymentHealth'>> {
    return this.call('listDeploymentHealth', request, options);
  }

  /** Requests, rows, errors, latency and predictions over time. */
  getTraffic(
    request: RequestOf<'getTraffic'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'getTraffic'>> {
    return this.call('getTraffic', request, options);
  }

  /** Drift of features and predictions against the reference, and the quality of the data, over time. */
  getDrift(
    request: RequestOf<'getDrift'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'getDrift'>> {
    return this.call('getDrift', request, options);
  }

  /** Tell what turned out to be true of predictions. */
  addLabels(
    request: RequestOf<'addLabels'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'addLabels'>> {
    return this.call('addLabels', request, options);
  }

  /** Tell what a model that is served elsewhere answered. */
  ingestPredictions(
    request: RequestOf<'ingestPredictions'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'ingestPredictions'>> {
    return this.call('ingestPredictions', request, options);
  }

  /** Take an event of KServe's payload logger. */
  ingestPayloadEvent(
    request: RequestOf<'ingestPayloadEvent'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'ingestPayloadEvent'>> {
    return this.call('ingestPayloadEvent', request, options);
  }

  /** What a deployment logs of its predictions. */
  getPredictionSettings(
    request: RequestOf<'getPredictionSettings'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'getPredictionSettings'>> {
    return this.call('getPredictionSettings', request, options);
  }

  /** Change what a deployment logs of its predictions. */
  setPredictionSettings(
    request: RequestOf<'setPredictionSettings'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'setPredictionSettings'>> {
    return this.call('setPredictionSettings', request, options);
  }

  /** How good predictions turned out to be, over time, and how good they are expected to be. */
  getPerformance(
    request: RequestOf<'getPerformance'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'getPerformance'>> {
    return this.call('getPerformance', request, options);
  }

  /** Compare what a version predicts with what the champion predicts for the same requests. */
  compareServed(
    request: RequestOf<'compareServed'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'compareServed'>> {
    return this.call('compareServed', request, options);
  }

  /** What can run trainings, and what each wants to be told. */
  listRetrainingExecutors(
    request: RequestOf<'listRetrainingExecutors'> = {},
    options?: CallOptions,
  ): Promise<AnswerOf<'listRetrainingExecutors'>> {
    return this.call('listRetrainingExecutors', request, options);
  }

  /** When a model is trained anew, by name. */
  listRetrainingPolicies(
    request: RequestOf<'listRetrainingPolicies'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'listRetrainingPolicies'>> {
    return this.call('listRetrainingPolicies', request, options);
  }

  /** Have a model trained anew by time, drift or performance. */
  createRetrainingPolicy(
    request: RequestOf<'createRetrainingPolicy'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'createRetrainingPolicy'>> {
    return this.call('createRetrainingPolicy', request, options);
  }

  /** Change a retraining policy. */
  updateRetrainingPolicy(
    request: RequestOf<'updateRetrainingPolicy'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'updateRetrainingPolicy'>> {
    return this.call('updateRetrainingPolicy', request, options);
  }

  /** Delete a retraining policy. */
  deleteRetrainingPolicy(
    request: RequestOf<'deleteRetrainingPolicy'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'deleteRetrainingPolicy'>> {
    return this.call('deleteRetrainingPolicy', request, options);
  }

  /** Train a model now, as a policy says. */
  triggerRetraining(
    request: RequestOf<'triggerRetraining'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'triggerRetraining'>> {
    return this.call('triggerRetraining', request, options);
  }

  /** When a trigger would have fired in the past. */
  dryRunRetraining(
    request: RequestOf<'dryRunRetraining'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'dryRunRetraining'>> {
    return this.call('dryRunRetraining', request, options);
  }

  /** The trainings of a model, newest first. */
  listRetrainingRuns(
    request: RequestOf<'listRetrainingRuns'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'listRetrainingRuns'>> {
    return this.call('listRetrainingRuns', request, options);
  }

  /** Read one training. */
  getRetrainingRun(
    request: RequestOf<'getRetrainingRun'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'getRetrainingRun'>> {
    return this.call('getRetrainingRun', request, options);
  }

  /** Stop a training that is under way. */
  cancelRetrainingRun(
    request: RequestOf<'cancelRetrainingRun'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'cancelRetrainingRun'>> {
    return this.call('cancelRetrainingRun', request, options);
  }

  /** Tell how a training goes, as its job. */
  reportTraining(
    request: RequestOf<'reportTraining'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'reportTraining'>> {
    return this.call('reportTraining', request, options);
  }

  /** Register the version that a training made, as its job. */
  reportTrainedVersion(
    request: RequestOf<'reportTrainedVersion'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'reportTrainedVersion'>> {
    return this.call('reportTrainedVersion', request, options);
  }

  /** Add an evaluation of the run's version or of the champion, as its job. */
  reportTrainingEvaluation(
    request: RequestOf<'reportTrainingEvaluation'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'reportTrainingEvaluation'>> {
    return this.call('reportTrainingEvaluation', request, options);
  }

  /** Download the artifact of the version that the new one is compared with, as the job of a training. */
  downloadRunChampion(
    request: RequestOf<'downloadRunChampion'>,
    options?: CallOptions,
  ): Promise<AnswerOf<'downloadRunChampion'>> {
    return this.call('downloadRunChampion', request, options);
  }
}
