// Generated from openapi.yaml by `npm run generate`: change that, not this.

/** Every operation of the contract: where it is, what guards it and which audit event its change writes. */
export const operationTable = {
  listModels: {
    method: 'get',
    path: '/models',
    permission: 'mlops.model.read',
    audit: undefined,
  },
  registerModel: {
    method: 'post',
    path: '/models',
    permission: 'mlops.model.create',
    audit: 'model.register',
  },
  getModel: {
    method: 'get',
    path: '/models/{model}',
    permission: 'mlops.model.read',
    audit: undefined,
  },
  listVersions: {
    method: 'get',
    path: '/models/{model}/versions',
    permission: 'mlops.model.read',
    audit: undefined,
  },
  registerVersion: {
    method: 'post',
    path: '/models/{model}/versions',
    permission: 'mlops.version.create',
    audit: 'version.register',
  },
  getVersion: {
    method: 'get',
    path: '/models/{model}/versions/{version}',
    permission: 'mlops.model.read',
    audit: undefined,
  },
  downloadArtifact: {
    method: 'get',
    path: '/models/{model}/versions/{version}/artifact',
    permission: 'mlops.artifact.read',
    audit: undefined,
  },
  listEvaluations: {
    method: 'get',
    path: '/models/{model}/versions/{version}/evaluations',
    permission: 'mlops.model.read',
    audit: undefined,
  },
  addEvaluation: {
    method: 'post',
    path: '/models/{model}/versions/{version}/evaluations',
    permission: 'mlops.version.evaluate',
    audit: 'evaluation.add',
  },
  getRegistration: {
    method: 'get',
    path: '/registrations/{kind}/{namespace}/{name}',
    permission: 'mlops.model.read',
    audit: undefined,
  },
  listDeployments: {
    method: 'get',
    path: '/deployments',
    permission: 'mlops.model.read',
    audit: undefined,
  },
  createDeployment: {
    method: 'post',
    path: '/deployments',
    permission: 'mlops.deployment.deploy',
    audit: 'deployment.create',
  },
  getDeployment: {
    method: 'get',
    path: '/deployments/{deployment}',
    permission: 'mlops.model.read',
    audit: undefined,
  },
  listRevisions: {
    method: 'get',
    path: '/deployments/{deployment}/revisions',
    permission: 'mlops.model.read',
    audit: undefined,
  },
  deployVersion: {
    method: 'post',
    path: '/deployments/{deployment}/revisions',
    permission: 'mlops.deployment.deploy',
    audit: 'deployment.deploy',
  },
  undeploy: {
    method: 'post',
    path: '/deployments/{deployment}/undeploy',
    permission: 'mlops.deployment.undeploy',
    audit: 'deployment.undeploy',
  },
  infer: {
    method: 'post',
    path: '/deployments/{deployment}/infer',
    permission: 'mlops.deployment.infer',
    audit: 'none',
  },
  getTraffic: {
    method: 'get',
    path: '/deployments/{deployment}/traffic',
    permission: 'mlops.model.read',
    audit: undefined,
  },
  getDrift: {
    method: 'get',
    path: '/deployments/{deployment}/drift',
    permission: 'mlops.model.read',
    audit: undefined,
  },
} as const;
