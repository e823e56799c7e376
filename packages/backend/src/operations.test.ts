import { randomUUID } from 'node:crypto';
import { operationTable } from '@mlops-backstage/plugin-mlops-common';
import type { OperationId } from '@mlops-backstage/plugin-mlops-common';
import { startPortal } from './__testUtils__/startPortal';

jest.setTimeout(180_000);

/** One person for each role of the sample policy, in the order of the table's columns. */
const PEOPLE = ['viewer', 'scientist', 'owner', 'approver', 'governance', 'admin'] as const;
type Person = (typeof PEOPLE)[number];
const refOf = (person: Person | 'author') => `user:default/${person}`;

const OWNER = 'group:default/flight-operations';
const APPROVERS = 'group:default/model-approvers';
const ADMINS = 'group:default/portal-admins';
const memberships = {
  [refOf('viewer')]: [],
  [refOf('scientist')]: ['group:default/data-science'],
  [refOf('owner')]: [OWNER],
  [refOf('approver')]: [APPROVERS],
  [refOf('governance')]: ['group:default/model-governance'],
  [refOf('admin')]: [ADMINS],
  [refOf('author')]: [ADMINS],
};

/** A model that everybody may read, and one that the policy hides from whom it doesn't concern. */
const OPEN = 'open-risk';
const HIDDEN = 'zanzibar-fraud';

/** What a call needs to know of a model. */
interface Subject {
  model: string;
  /** In development; the one in production has its name and `-production`. */
  deployment: string;
  approval: string;
  alert: string;
  token: string;
  run: string;
}

interface Call {
  path: string;
  send?: object;
  upload?: object;
}

const reason = { reason: 'to see who may' };
const why = 'reason=to+see+who+may';
/** A rule that raises alerts. */
const slow = { condition: { latency: { quantile: 'p99', atMostMs: 250 } }, severity: 'warning' };
const soon = () => new Date(Date.now() + 3_600_000).toISOString();
/** A number that no version has: whoever may do it is told so, and nothing changes. */
const NO_VERSION = 999;

/** A retraining policy that anybody may make who may make any. */
const POLICY = {
  trigger: { kind: 'time', cron: '0 6 * * 1', timeZone: 'UTC' },
  executor: 'trainer',
  outcome: { kind: 'register' },
};

/** How each operation is called so that it changes nothing that a later call needs, about one of the two models. */
const CALLS: Record<OperationId, (subject: Subject) => Call> = {
  listModels: () => ({ path: '/models?limit=100' }),
  registerModel: () => ({
    path: '/models',
    send: { name: 'further', owner: OWNER, problemType: 'other' },
  }),
  getModel: ({ model }) => ({ path: `/models/${model}` }),
  updateModel: ({ model }) => ({ path: `/models/${model}`, send: { description: 'As it is' } }),
  deleteModel: ({ model }) => ({ path: `/models/${model}?${why}` }),
  restoreModel: ({ model }) => ({ path: `/models/${model}-deleted/restore`, send: reason }),
  setAlias: ({ model }) => ({
    path: `/models/${model}/aliases/latest`,
    send: { version: 1, ...reason },
  }),
  removeAlias: ({ model }) => ({ path: `/models/${model}/aliases/none?${why}` }),
  listModelEvaluations: ({ model }) => ({ path: `/models/${model}/evaluations` }),
  listVersions: ({ model }) => ({ path: `/models/${model}/versions` }),
  registerVersion: ({ model }) => ({ path: `/models/${model}/versions`, upload: {} }),
  getVersion: ({ model }) => ({ path: `/models/${model}/versions/1` }),
  updateVersion: ({ model }) => ({ path: `/models/${model}/versions/1`, send: { notes: 'Seen' } }),
  deleteVersion: ({ model }) => ({ path: `/models/${model}/versions/${NO_VERSION}?${why}` }),
  restoreVersion: ({ model }) => ({
    path: `/models/${model}/versions/${NO_VERSION}/restore`,
    send: reason,
  }),
  getCard: ({ model }) => ({ path: `/models/${model}/versions/1/card` }),
  writeCard: ({ model }) => ({
    path: `/models/${model}/versions/1/card`,
    send: { basedOnRevision: NO_VERSION, sections: { 'intended-use': 'Crews' } },
  }),
  listCardRevisions: ({ model }) => ({ path: `/models/${model}/versions/1/card/revisions` }),
  getCardDocument: ({ model }) => ({ path: `/models/${model}/versions/1/card/document` }),
  getMlBom: ({ model }) => ({ path: `/models/${model}/versions/1/ml-bom` }),
  downloadArtifact: ({ model }) => ({ path: `/models/${model}/versions/1/artifact` }),
  listEvaluations: ({ model }) => ({ path: `/models/${model}/versions/1/evaluations` }),
  addEvaluation: ({ model }) => ({
    path: `/models/${model}/versions/1/evaluations`,
    send: { name: 'held-out', split: 'test', metrics: { auc: 0.7 } },
  }),
  compareVersions: ({ model }) => ({ path: `/compare?version=${model}@1` }),
  getRegistration: ({ model }) => ({ path: `/registrations/component/default/${model}` }),
  getLifecyclePolicy: () => ({ path: '/lifecycle' }),
  getGates: ({ model }) => ({ path: `/models/${model}/gates` }),
  setGates: ({ model }) => ({ path: `/models/${model}/gates`, send: { gates: {}, ...reason } }),
  listTransitions: ({ model }) => ({ path: `/models/${model}/versions/1/transitions` }),
  // To where it is: whoever may changes nothing.
  transitionVersion: ({ model }) => ({
    path: `/models/${model}/versions/1/transitions`,
    send: { to: 'Staging', ...reason },
  }),
  listApprovals: () => ({ path: '/approvals?limit=100' }),
  requestApproval: ({ model }) => ({
    path: '/approvals',
    send: { model, version: 1, to: 'Production', ...reason },
  }),
  getApproval: ({ approval }) => ({ path: `/approvals/${approval}` }),
  decideApproval: ({ approval }) => ({
    path: `/approvals/${approval}/decisions`,
    send: { decision: 'approve', comment: 'Fine' },
  }),
  withdrawApproval: ({ approval }) => ({ path: `/approvals/${approval}/withdraw`, send: reason }),
  listAlerts: () => ({ path: '/alerts?limit=100' }),
  raiseAlert: ({ model }) => ({
    path: `/models/${model}/alerts`,
    send: { key: 'slow', severity: 'warning', summary: 'It is slow' },
  }),
  listAlertRules: ({ model }) => ({ path: `/models/${model}/alert-rules` }),
  setAlertRule: ({ model }) => ({
    path: `/models/${model}/alert-rules/slow`,
    send: { definition: slow, ...reason },
  }),
  removeAlertRule: ({ model }) => ({ path: `/models/${model}/alert-rules/slow?${why}` }),
  previewAlertRule: ({ model }) => ({ path: `/models/${model}/alert-rule-preview`, send: slow }),
  muteAlerts: ({ model }) => ({
    path: `/models/${model}/alert-mutes`,
    send: { until: soon(), ...reason },
  }),
  unmuteAlerts: ({ model }) => ({ path: `/models/${model}/alert-mutes?${why}` }),
  getAlert: ({ alert }) => ({ path: `/alerts/${alert}` }),
  acknowledgeAlert: ({ alert }) => ({ path: `/alerts/${alert}/acknowledge`, send: reason }),
  resolveAlert: ({ alert }) => ({ path: `/alerts/${alert}/resolve`, send: reason }),
  getAccess: ({ model }) => ({ path: `/models/${model}/access` }),
  reviewPermissions: ({ model }) => ({ path: `/models/${model}/permission-review` }),
  listModelAuditEvents: ({ model }) => ({ path: `/models/${model}/audit-events` }),
  listAuditEvents: () => ({ path: '/audit/events?limit=100' }),
  verifyAudit: () => ({ path: '/audit/verification' }),
  exportAudit: () => ({ path: '/audit/export' }),
  listCheckpoints: () => ({ path: '/audit/checkpoints' }),
  createCheckpoint: () => ({ path: '/audit/checkpoints' }),
  listUndeliveredMessages: () => ({ path: '/undelivered-messages' }),
  resendMessages: () => ({
    path: '/undelivered-messages/resend',
    send: { destination: 'alerts:on-call', ...reason },
  }),
  listDeployments: () => ({ path: '/deployments?limit=100' }),
  listDeploymentHealth: () => ({ path: '/deployment-health?limit=100' }),
  createDeployment: ({ model }) => ({
    path: '/deployments',
    send: { name: `${model}-other`, model, version: NO_VERSION, ...reason },
  }),
  getDeployment: ({ deployment }) => ({ path: `/deployments/${deployment}` }),
  configureDeployment: ({ deployment }) => ({
    path: `/deployments/${deployment}`,
    send: { follow: null, ...reason },
  }),
  getEndpointDescription: ({ deployment }) => ({ path: `/deployments/${deployment}/openapi` }),
  listRevisions: ({ deployment }) => ({ path: `/deployments/${deployment}/revisions` }),
  deployVersion: ({ deployment }) => ({
    path: `/deployments/${deployment}/revisions`,
    send: { version: 1, ...reason },
  }),
  setChallengers: ({ deployment }) => ({
    path: `/deployments/${deployment}/challengers`,
    send: { versions: [], ...reason },
  }),
  setCanary: ({ deployment }) => ({
    path: `/deployments/${deployment}/canary`,
    send: { version: NO_VERSION, weight: 5, ...reason },
  }),
  removeCanary: ({ deployment }) => ({ path: `/deployments/${deployment}/canary?${why}` }),
  rollBack: ({ deployment }) => ({
    path: `/deployments/${deployment}/rollback`,
    send: { revision: NO_VERSION, ...reason },
  }),
  undeploy: ({ deployment }) => ({ path: `/deployments/${deployment}/undeploy`, send: reason }),
  listTokens: ({ deployment }) => ({ path: `/deployments/${deployment}/tokens` }),
  createToken: ({ deployment }) => ({
    path: `/deployments/${deployment}/tokens`,
    send: { name: 'another' },
  }),
  revokeToken: ({ deployment, token }) => ({
    path: `/deployments/${deployment}/tokens/${token}?${why}`,
  }),
  setTokenLimits: ({ deployment, token }) => ({
    path: `/deployments/${deployment}/tokens/${token}/limits`,
    send: { requestsPerSecond: 5, ...reason },
  }),
  findTokens: () => ({ path: '/tokens?prefix=mlops_zz' }),
  infer: ({ deployment }) => ({ path: `/deployments/${deployment}/infer`, send: { inputs: [] } }),
  getTraffic: ({ deployment }) => ({ path: `/deployments/${deployment}/traffic` }),
  getDrift: ({ deployment }) => ({ path: `/deployments/${deployment}/drift` }),
  ingestPredictions: ({ deployment }) => ({
    path: `/deployments/${deployment}/predictions`,
    send: { predictions: [{ id: 'a', time: '2026-01-31T12:00:00Z', outputs: { none: 1 } }] },
  }),
  ingestPayloadEvent: ({ deployment }) => ({
    path: `/deployments/${deployment}/payload-events`,
    send: { id: 'a', type: 'none' },
  }),
  getPredictionSettings: ({ deployment }) => ({
    path: `/deployments/${deployment}/prediction-settings`,
  }),
  setPredictionSettings: ({ deployment }) => ({
    path: `/deployments/${deployment}/prediction-settings`,
    send: { key: null, slices: [], requestsPerSecond: null, ...reason },
  }),
  getPerformance: ({ deployment }) => ({ path: `/deployments/${deployment}/performance` }),
  addLabels: ({ deployment }) => ({
    path: `/deployments/${deployment}/labels`,
    send: { labels: [{ predictionId: 'none', label: 1 }] },
  }),
  compareServed: ({ deployment }) => ({
    path: `/deployments/${deployment}/comparison?version=${NO_VERSION}`,
  }),
  listRetrainingExecutors: () => ({ path: '/retraining-executors' }),
  listRetrainingPolicies: ({ model }) => ({ path: `/models/${model}/retraining-policies` }),
  createRetrainingPolicy: ({ model }) => ({
    path: `/models/${model}/retraining-policies`,
    send: { name: 'weekly', ...POLICY, ...reason },
  }),
  updateRetrainingPolicy: ({ model }) => ({
    path: `/models/${model}/retraining-policies/nightly`,
    send: { ...POLICY, paused: true, ...reason },
  }),
  deleteRetrainingPolicy: ({ model }) => ({
    path: `/models/${model}/retraining-policies/none?${why}`,
  }),
  triggerRetraining: ({ model }) => ({
    path: `/models/${model}/retraining-policies/none/runs`,
    send: reason,
  }),
  dryRunRetraining: ({ model }) => ({
    path: `/models/${model}/retraining-dry-run`,
    send: { trigger: POLICY.trigger },
  }),
  listRetrainingRuns: ({ model }) => ({ path: `/models/${model}/retraining-runs` }),
  getRetrainingRun: ({ run }) => ({ path: `/retraining-runs/${run}` }),
  cancelRetrainingRun: ({ run }) => ({ path: `/retraining-runs/${run}/cancel`, send: reason }),
  reportTraining: ({ run }) => ({
    path: `/retraining-runs/${run}/report/progress`,
    send: { state: 'running' },
  }),
  reportTrainedVersion: ({ run }) => ({
    path: `/retraining-runs/${run}/report/version`,
    upload: {},
  }),
  reportTrainingEvaluation: ({ run }) => ({
    path: `/retraining-runs/${run}/report/evaluations`,
    send: { of: 'version', evaluation: { name: 'recent', split: 'test', metrics: { auc: 0.7 } } },
  }),
  downloadRunChampion: ({ run }) => ({ path: `/retraining-runs/${run}/report/champion` }),
};

/**
 * What each role gets of each operation, about the open model and about the hidden one. The people, in order: viewer,
 * data scientist, owner, approver, governance, admin. `+` allowed (also where the rules then refuse), `-` denied, `0`
 * answered as if it weren't there, `~` answered without the model. An operation without a row fails the test.
 */
const EXPECTED: Record<OperationId, [open: string, hidden: string]> = {
  listModels: ['++++++', '~~++++'],
  registerModel: ['-+---+', '-+---+'],
  getModel: ['++++++', '00++++'],
  updateModel: ['--+--+', '00+--+'],
  deleteModel: ['--+--+', '00+--+'],
  restoreModel: ['--+--+', '00+--+'],
  setAlias: ['-++--+', '00+--+'],
  removeAlias: ['-++--+', '00+--+'],
  listModelEvaluations: ['++++++', '00++++'],
  listVersions: ['++++++', '00++++'],
  registerVersion: ['-++--+', '00+--+'],
  getVersion: ['++++++', '00++++'],
  updateVersion: ['--+--+', '00+--+'],
  deleteVersion: ['--+--+', '00+--+'],
  restoreVersion: ['--+--+', '00+--+'],
  getCard: ['++++++', '00++++'],
  writeCard: ['-++--+', '00+--+'],
  listCardRevisions: ['++++++', '00++++'],
  getCardDocument: ['++++++', '00++++'],
  getMlBom: ['++++++', '00++++'],
  downloadArtifact: ['-++--+', '00+--+'],
  listEvaluations: ['++++++', '00++++'],
  addEvaluation: ['-++--+', '00+--+'],
  compareVersions: ['++++++', '00++++'],
  getRegistration: ['++++++', '00++++'],
  getLifecyclePolicy: ['++++++', '++++++'],
  getGates: ['++++++', '00++++'],
  setGates: ['----++', '00--++'],
  listTransitions: ['++++++', '00++++'],
  transitionVersion: ['-++--+', '00+--+'],
  listApprovals: ['++++++', '~~++++'],
  requestApproval: ['-++--+', '00+--+'],
  getApproval: ['++++++', '00++++'],
  decideApproval: ['---+-+', '00-+-+'],
  withdrawApproval: ['------', '00----'],
  listAlerts: ['++++++', '~~++++'],
  raiseAlert: ['--++-+', '00++-+'],
  listAlertRules: ['++++++', '00++++'],
  setAlertRule: ['--+--+', '00+--+'],
  removeAlertRule: ['--+--+', '00+--+'],
  previewAlertRule: ['++++++', '00++++'],
  muteAlerts: ['--++-+', '00++-+'],
  unmuteAlerts: ['--++-+', '00++-+'],
  getAlert: ['++++++', '00++++'],
  acknowledgeAlert: ['--++-+', '00++-+'],
  resolveAlert: ['--++-+', '00++-+'],
  getAccess: ['++++++', '00++++'],
  reviewPermissions: ['----++', '00--++'],
  listModelAuditEvents: ['--+-++', '00+-++'],
  listAuditEvents: ['----++', '----++'],
  verifyAudit: ['----++', '----++'],
  exportAudit: ['----++', '----++'],
  listCheckpoints: ['----++', '----++'],
  createCheckpoint: ['----++', '----++'],
  listUndeliveredMessages: ['----++', '----++'],
  resendMessages: ['----++', '----++'],
  listDeployments: ['++++++', '~~++++'],
  listDeploymentHealth: ['++++++', '~~++++'],
  createDeployment: ['-++--+', '00+--+'],
  getDeployment: ['++++++', '00++++'],
  configureDeployment: ['-++--+', '00+--+'],
  getEndpointDescription: ['++++++', '00++++'],
  listRevisions: ['++++++', '00++++'],
  deployVersion: ['-++--+', '00+--+'],
  setChallengers: ['-++--+', '00+--+'],
  setCanary: ['-++--+', '00+--+'],
  removeCanary: ['-++--+', '00+--+'],
  rollBack: ['-++--+', '00+--+'],
  undeploy: ['-++--+', '00+--+'],
  listTokens: ['--+-++', '00+-++'],
  createToken: ['--+-++', '00+-++'],
  revokeToken: ['--+-++', '00+-++'],
  setTokenLimits: ['--+-++', '00+-++'],
  findTokens: ['----++', '----++'],
  infer: ['++++++', '00+--+'],
  getTraffic: ['++++++', '00++++'],
  getDrift: ['++++++', '00++++'],
  getPerformance: ['++++++', '00++++'],
  ingestPredictions: ['-++--+', '00+--+'],
  ingestPayloadEvent: ['-++--+', '00+--+'],
  getPredictionSettings: ['++++++', '00++++'],
  setPredictionSettings: ['-++--+', '00+--+'],
  addLabels: ['-++--+', '00+--+'],
  compareServed: ['++++++', '00++++'],
  listRetrainingExecutors: ['++++++', '++++++'],
  listRetrainingPolicies: ['++++++', '00++++'],
  createRetrainingPolicy: ['--+--+', '00+--+'],
  updateRetrainingPolicy: ['--+--+', '00+--+'],
  deleteRetrainingPolicy: ['--+--+', '00+--+'],
  triggerRetraining: ['-++--+', '00+--+'],
  dryRunRetraining: ['++++++', '00++++'],
  listRetrainingRuns: ['++++++', '00++++'],
  getRetrainingRun: ['++++++', '00++++'],
  cancelRetrainingRun: ['-++--+', '00+--+'],
  reportTraining: ['-++--+', '00+--+'],
  reportTrainedVersion: ['-++--+', '00+--+'],
  reportTrainingEvaluation: ['-++--+', '00+--+'],
  downloadRunChampion: ['-++--+', '00+--+'],
};

type Portal = Awaited<ReturnType<typeof startPortal>>;

/** What has to be so before each call, since the one before may have changed it. */
const BEFORE: Partial<Record<OperationId, (portal: Portal, subject: Subject) => Promise<unknown>>> =
  {
    restoreModel: async (portal, { model }) =>
      portal.call(refOf('author'), 'delete', `/models/${model}-deleted?${why}`),
    deleteModel: async (portal, { deployment }) =>
      portal.call(refOf('author'), 'post', `/deployments/${deployment}/revisions`, {
        version: 1,
        ...reason,
      }),
    removeAlertRule: async (portal, { model }) =>
      portal.call(refOf('author'), 'put', `/models/${model}/alert-rules/slow`, {
        definition: slow,
        ...reason,
      }),
    unmuteAlerts: async (portal, { model }) =>
      portal.call(refOf('author'), 'put', `/models/${model}/alert-mutes`, {
        until: soon(),
        ...reason,
      }),
  };

/** What takes away what others need comes last; a model isn't deleted while it is deployed. */
const LAST: readonly OperationId[] = ['decideApproval', 'resolveAlert', 'revokeToken', 'undeploy'];
const operations = Object.keys(operationTable) as OperationId[];
const order = [...operations.filter(operation => !LAST.includes(operation)), ...LAST];

const LISTS = [
  'listModels',
  'listApprovals',
  'listAlerts',
  'listDeployments',
  'listDeploymentHealth',
];

/** What there is to find of the hidden model, wherever it may show. */
const SECRET = /zanzibar/i;

describe('the sample policy', () => {
  let portal: Portal;
  let subjects: { open: Subject; hidden: Subject };

  async function prepare(model: string, tags: string[]): Promise<Subject> {
    const ok = async (answer: PromiseLike<{ status: number; body: any }>) => {
      const { status, body } = await answer;
      if (status >= 300) {
        throw new Error(JSON.stringify(body));
      }
      return body;
    };
    const author = refOf('author');
    const metadata = {
      name: model,
      owner: OWNER,
      problemType: 'binary-classification',
      description: `About ${model}`,
      tags,
      version: { algorithm: `${model} trees`, notes: `Notes on ${model}` },
    };
    await ok(portal.register(author, '/models', metadata));
    await ok(portal.register(author, '/models', { ...metadata, name: `${model}-deleted` }));
    await ok(portal.call(author, 'delete', `/models/${model}-deleted?${why}`));
    await ok(
      portal.call(author, 'post', `/models/${model}/versions/1/transitions`, {
        to: 'Staging',
        reason: `${model} is ready for staging`,
      }),
    );
    const deployment = `${model}-endpoint`;
    await ok(
      portal.call(author, 'post', '/deployments', {
        name: deployment,
        model,
        version: 1,
        reason: `${model} is tried`,
      }),
    );
    const [alert, approval, { token }] = [
      await ok(
        portal.call(author, 'post', `/models/${model}/alerts`, {
          key: model,
          severity: 'critical',
          summary: `${model} is wrong`,
        }),
      ),
      await ok(
        portal.call(author, 'post', '/approvals', {
          model,
          version: 1,
          to: 'Production',
          reason: `${model} is good`,
        }),
      ),
      await ok(
        portal.call(author, 'post', `/deployments/${deployment}/tokens`, { name: `for ${model}` }),
      ),
    ];
    await portal.knex('registrations').insert({
      entity_ref: `component:default/${model}`,
      model,
      owner: OWNER,
      state: 'registered',
      fingerprint: '',
      updated_at: new Date(),
    });
    const { id: modelId } = await portal.knex('models').where({ name: model }).first();
    const run = randomUUID();
    await portal.knex('retraining_runs').insert({
      id: run,
      model_id: modelId,
      policy: 'nightly',
      due_key: 'time:0',
      due_at: 0,
      cause: 'time',
      reason: `${model} was due`,
      requested_by: 'plugin:mlops/retraining',
      definition: JSON.stringify({
        ...POLICY,
        parameters: {},
        cooldownSeconds: 0,
        maxConcurrent: 1,
        timeoutSeconds: 3600,
        catchUp: true,
      }),
      state: 'succeeded',
      attempts: 1,
      token_hashes: '[]',
      created_at: new Date(),
    });
    return { model, deployment, alert: alert.id, approval: approval.id, token: token.id, run };
  }

  beforeAll(async () => {
    portal = await startPortal(memberships, [APPROVERS, ADMINS]);
    subjects = {
      open: await prepare(OPEN, []),
      hidden: await prepare(HIDDEN, ['confidential']),
    };
  });

  afterAll(() => portal?.stop());

  function perform(person: Person, operation: OperationId, subject: Subject) {
    const { path, send, upload } = CALLS[operation](subject);
    return upload
      ? portal.register(refOf(person), path, upload)
      : portal.call(refOf(person), operationTable[operation].method, path, send);
  }

  /** One character of the table. */
  function outcome(
    operation: OperationId,
    { model }: Subject,
    { status, body, text }: { status: number; body: any; text?: string },
  ): string {
    if (status === 403) {
      return '-';
    }
    // What the model itself lacks is told to whoever may know of the model.
    if (status === 404 && /^(There is no|No model was) /.test(body.error.message)) {
      return '0';
    }
    if (status >= 500) {
      return String(status);
    }
    return LISTS.includes(operation) && !text?.includes(model) ? '~' : '+';
  }

  it.each(order)('answers %s to each role as the table says', async operation => {
    const answered: string[] = [];
    for (const subject of [subjects.open, subjects.hidden]) {
      let row = '';
      for (const person of PEOPLE) {
        await BEFORE[operation]?.(portal, subject);
        row += outcome(operation, subject, await perform(person, operation, subject));
      }
      answered.push(row);
    }
    expect(answered).toEqual(EXPECTED[operation]);
  });

  it.each(operations.filter(operation => operationTable[operation].method === 'get'))(
    '%s never tells a viewer of the hidden model',
    async operation => {
      for (const subject of [subjects.open, subjects.hidden]) {
        const { body, text } = await perform('viewer', operation, subject);
        // A refusal names what was asked for, as it would if it weren't there.
        const { message: _message, ...error } = body?.error ?? {};
        const told = body?.error ? JSON.stringify(error) : (text ?? JSON.stringify(body));
        expect(told).not.toMatch(SECRET);
      }
    },
  );

  it('answers a viewer about a hidden model exactly as about one that is not there', async () => {
    const missing: Subject = {
      model: 'nowhere',
      deployment: 'nowhere-endpoint',
      approval: '00000000-0000-4000-8000-000000000000',
      alert: '00000000-0000-4000-8000-000000000000',
      token: '00000000-0000-4000-8000-000000000000',
      run: '00000000-0000-4000-8000-000000000000',
    };
    const { hidden } = subjects;
    for (const operation of operations) {
      const [about, without] = [
        await perform('viewer', operation, hidden),
        await perform('viewer', operation, missing),
      ];
      const plain = (subject: Subject, { status, body }: { status: number; body: any }) => {
        let message: string = body?.error?.message ?? '';
        for (const name of [
          subject.deployment,
          subject.model,
          subject.approval,
          subject.alert,
          subject.run,
        ]) {
          message = message.replaceAll(name, '…');
        }
        return { operation, status, message };
      };
      expect(plain(hidden, about)).toEqual(plain(missing, without));
    }
  });

  describe('where a stage or an environment decides', () => {
    it.each<[string, OperationId, (subject: Subject) => Call, string]>([
      [
        'a promotion to Production is for owners',
        'transitionVersion',
        ({ model }) => ({
          path: `/models/${model}/versions/1/transitions`,
          send: { to: 'Production', ...reason },
        }),
        '--+--+',
      ],
      [
        'a new endpoint in production is for owners',
        'createDeployment',
        ({ model }) => ({
          path: '/deployments',
          send: {
            name: `${model}-other`,
            model,
            version: NO_VERSION,
            environment: 'production',
            ...reason,
          },
        }),
        '--+--+',
      ],
    ])('%s', async (_, operation, call, expected) => {
      const { path, send } = call(subjects.open);
      let row = '';
      for (const person of PEOPLE) {
        const { method } = operationTable[operation];
        row += outcome(
          operation,
          subjects.open,
          await portal.call(refOf(person), method, path, send),
        );
      }
      expect(row).toBe(expected);
    });
  });
});
