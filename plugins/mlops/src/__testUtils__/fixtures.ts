import type {
  Alert,
  AlertRule,
  Approval,
  AuditEvent,
  ColumnDrift,
  ComparedVersion,
  Deployment,
  Evaluation,
  LifecyclePolicy,
  ModelSummary,
  TransitionOption,
  Version,
} from '@mlops-backstage/plugin-mlops-common';

/** Rows of the tests: whole, valid objects of the contract, of which a test states what matters to it. */
export function aModel(given: Partial<ModelSummary> = {}): ModelSummary {
  return {
    name: 'flight-delay-risk',
    description: 'Risk that a flight arrives more than 15 minutes late.',
    owner: 'group:default/flight-operations',
    entityRef: 'component:default/flight-delay-risk',
    problemType: 'binary-classification',
    tags: [],
    stages: [{ stage: 'None', version: 2 }],
    aliases: [],
    versionCount: 2,
    latestVersion: {
      version: 2,
      algorithm: 'HistGradientBoostingClassifier',
      framework: 'scikit-learn',
      createdAt: '2026-01-01T10:00:00Z',
      datasets: [],
      headlineMetric: { name: 'auc', value: 0.715328, split: 'test' },
    },
    deployments: [{ name: 'flight-delay-risk', target: 'embedded', status: 'online', version: 1 }],
    createdAt: '2026-01-01T09:00:00Z',
    updatedAt: '2026-01-01T10:00:00Z',
    ...given,
  };
}

export function aVersion(given: Partial<Version> = {}): Version {
  return {
    model: 'flight-delay-risk',
    version: 2,
    stage: 'None',
    aliases: [],
    format: 'onnx',
    digest: `sha256:${'ab'.repeat(32)}`,
    sizeBytes: 123456,
    servable: true,
    description: 'Gradient boosting.',
    notes: '',
    tags: [],
    framework: { name: 'scikit-learn', version: '1.9.1' },
    algorithm: 'HistGradientBoostingClassifier',
    parameters: { learning_rate: 0.05 },
    datasets: [],
    signature: {
      inputs: [
        { name: 'temp', datatype: 'FP32', shape: [-1, 1] },
        { name: 'day_of_week', datatype: 'INT64', shape: [-1, 1] },
        { name: 'carrier', datatype: 'BYTES', shape: [-1, 1] },
        { name: 'holiday', datatype: 'BOOL', shape: [-1, 1] },
      ],
      outputs: [
        { name: 'label', datatype: 'INT64', shape: [-1] },
        { name: 'probabilities', datatype: 'FP32', shape: [-1, 2] },
      ],
    },
    prediction: {
      label: 'label',
      scores: 'probabilities',
      classes: ['0', '1'],
      positiveClass: '1',
    },
    unservableOutputs: [],
    artifactInfo: {
      irVersion: 8,
      opsets: [{ domain: 'ai.onnx', version: 17 }],
      producer: 'skl2onnx',
      parameterCount: 4300,
      operators: ['TreeEnsembleClassifier'],
    },
    sampleInputs: { temp: 39.02, day_of_week: 2, carrier: 'UA', holiday: false },
    hasReference: true,
    metrics: { train: { auc: 0.78 }, test: { auc: 0.715328 } },
    headlineMetric: { name: 'auc', value: 0.715328, split: 'test' },
    createdAt: '2026-01-01T10:00:00Z',
    createdBy: 'user:default/guest',
    ...given,
  };
}

export function anEvaluation(given: Partial<Evaluation> = {}): Evaluation {
  return {
    id: 'evaluation-1',
    name: 'Held-out days',
    split: 'test',
    metrics: { auc: 0.715328 },
    evaluatedAt: '2026-01-01T10:00:00Z',
    createdAt: '2026-01-01T10:00:00Z',
    createdBy: 'user:default/guest',
    ...given,
  };
}

export function aComparedVersion(
  version: Partial<Version> = {},
  given: Partial<Omit<ComparedVersion, 'version'>> = {},
): ComparedVersion {
  const model = version.model ?? 'flight-delay-risk';
  return {
    problemType: 'binary-classification',
    owner: 'group:default/flight-operations',
    entityRef: `component:default/${model}`,
    version: aVersion(version),
    evaluations: [],
    ...given,
  };
}

export function aDeployment(given: Partial<Deployment> = {}): Deployment {
  return {
    name: 'flight-delay-risk',
    model: 'flight-delay-risk',
    environment: 'development',
    target: 'embedded',
    status: 'online',
    version: 1,
    challengers: [],
    bakes: [],
    revision: 1,
    allowEventTime: true,
    endpoint: {
      protocol: 'open-inference-protocol-v2',
      inferUrl: 'http://localhost:7008/v2/models/flight-delay-risk/infer',
      needsToken: false,
    },
    createdAt: '2026-01-01T10:00:00Z',
    updatedAt: '2026-01-01T10:00:00Z',
    ...given,
  };
}

export function aColumn(given: Partial<ColumnDrift> = {}): ColumnDrift {
  return {
    name: 'temp',
    kind: 'numeric',
    role: 'feature',
    n: 5000,
    m: 7802,
    psi: 0.01,
    psiCorrected: 0.007,
    pValue: 0.2,
    jensenShannon: 0.05,
    drifted: false,
    missingRate: { reference: 0, window: 0 },
    outOfRangeRate: { reference: 0, window: 0 },
    ...given,
  };
}

export function anAuditEvent(given: Partial<AuditEvent> = {}): AuditEvent {
  return {
    seq: 57,
    id: '00000000-0000-4000-8000-000000000057',
    at: '2026-01-01T10:00:00Z',
    actor: 'user:default/guest',
    action: 'version.register',
    outcome: 'done',
    resource: { kind: 'version', name: 'flight-delay-risk@2' },
    model: 'flight-delay-risk',
    hash: 'ab'.repeat(32),
    ...given,
  };
}

/** The policy that is in force where nothing is configured. */
export function aPolicy(given: Partial<LifecyclePolicy> = {}): LifecyclePolicy {
  return {
    transitions: [
      { from: 'None', to: ['Staging', 'Archived'] },
      { from: 'Staging', to: ['None', 'Production', 'Archived'] },
      { from: 'Production', to: ['Staging', 'Archived'] },
      { from: 'Archived', to: ['None', 'Staging'] },
    ],
    onPromote: [],
    onArchive: 'refuse',
    environments: [
      {
        name: 'development',
        title: 'Development',
        stages: ['None', 'Staging', 'Production'],
        challengerStages: ['None', 'Staging', 'Production'],
      },
      {
        name: 'production',
        title: 'Production',
        stages: ['Production'],
        challengerStages: ['Staging', 'Production'],
      },
    ],
    ...given,
  };
}

export function aTransition(given: Partial<TransitionOption> = {}): TransitionOption {
  return { to: 'Production', gates: [], needsApproval: false, consequences: [], ...given };
}

export function anApproval(given: Partial<Approval> = {}): Approval {
  return {
    id: '00000000-0000-4000-8000-00000000000a',
    model: 'flight-delay-risk',
    version: 2,
    digest: `sha256:${'ab'.repeat(32)}`,
    from: 'Staging',
    to: 'Production',
    state: 'pending',
    required: 1,
    groups: ['group:default/flight-operations'],
    decisions: [],
    requestedBy: 'user:default/jane',
    requestedAt: '2026-01-01T10:00:00Z',
    reason: 'Better on winter days',
    expiresAt: '2099-01-08T10:00:00Z',
    mayDecide: true,
    ...given,
  };
}

/** A rule as every model has it. */
export function anAlertRule(given: Partial<AlertRule> = {}): AlertRule {
  return {
    name: 'latency',
    origin: 'configured',
    sentence: 'Warning when p99 latency is above 250 ms, in one hour; over after an hour without.',
    definition: {
      condition: { latency: { quantile: 'p99', atMostMs: 250 } },
      severity: 'warning',
      interval: 'hour',
      raiseAfter: 1,
      clearAfter: 1,
      minRows: 100,
    },
    states: [],
    ...given,
  };
}

export function anAlert(given: Partial<Alert> = {}): Alert {
  return {
    id: '00000000-0000-4000-8000-00000000000b',
    model: 'flight-delay-risk',
    key: 'latency:flight-delay-risk',
    severity: 'critical',
    state: 'open',
    summary: 'p99 latency is 840 ms, above 250 ms.',
    description: '',
    raisedAt: '2026-01-01T10:00:00Z',
    raisedBy: 'user:default/jane',
    updatedAt: '2026-01-01T10:00:00Z',
    ...given,
  };
}
