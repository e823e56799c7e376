import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { mlopsPermissions, operationTable } from '@mlops-backstage/plugin-mlops-common';
import type { OperationId } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { riskMetadata, riskModel, riskModel2, variantOf } from './__testUtils__/files';
import { startMlops } from './__testUtils__/startMlops';
import type { TestPolicy } from './__testUtils__/startMlops';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const operations = Object.keys(operationTable) as OperationId[];

/** A rule that raises alerts. */
const SLOW = { condition: { latency: { quantile: 'p99', atMostMs: 250 } }, severity: 'warning' };
/** An alert that is there beforehand. */
const ALERT = '00000000-0000-4000-8000-00000000000a';
const TOKEN = '00000000-0000-4000-8000-00000000007a';
/** Requests for approval that are there beforehand: somebody else's, and one's own. */
const APPROVAL = '00000000-0000-4000-8000-00000000001a';
const OWN_APPROVAL = '00000000-0000-4000-8000-00000000001b';

const RUN = '00000000-0000-4000-8000-00000000004a';
const RUN_TO_REPORT = '00000000-0000-4000-8000-00000000004b';

const retrainingPolicy = {
  deployment: 'endpoint',
  trigger: { kind: 'time', cron: '0 6 * * 1', timeZone: 'Europe/Vienna' },
  executor: 'trainer',
  outcome: { kind: 'register' },
  reason: 'it gets old',
};

/** How each operation is called so that it succeeds. An operation of the contract without an entry fails the tests. */
const calls: Record<
  OperationId,
  {
    path?: Record<string, string | number>;
    query?: string;
    send?: object;
    upload?: object;
    file?: string | Buffer;
  }
> = {
  listModels: {},
  registerModel: { upload: { ...riskMetadata, name: 'another' }, file: riskModel },
  getModel: { path: { model: 'risk' } },
  updateModel: { path: { model: 'risk' }, send: { description: 'in other words' } },
  deleteModel: { path: { model: 'spare' }, query: 'reason=unused' },
  restoreModel: { path: { model: 'gone' }, send: { reason: 'needed after all' } },
  setAlias: {
    path: { model: 'risk', alias: 'champion' },
    send: { version: 1, reason: 'the best' },
  },
  removeAlias: { path: { model: 'risk', alias: 'champion' }, query: 'reason=worse' },
  listModelEvaluations: { path: { model: 'risk' } },
  listVersions: { path: { model: 'risk' } },
  registerVersion: { path: { model: 'risk' }, upload: {}, file: riskModel2 },
  getVersion: { path: { model: 'risk', version: 1 } },
  updateVersion: { path: { model: 'risk', version: 1 }, send: { notes: 'seen' } },
  deleteVersion: { path: { model: 'spare', version: 1 }, query: 'reason=unused' },
  restoreVersion: { path: { model: 'spare', version: 1 }, send: { reason: 'needed' } },
  getCard: { path: { model: 'risk', version: 1 } },
  writeCard: {
    path: { model: 'risk', version: 1 },
    send: { basedOnRevision: 0, sections: { 'intended-use': 'To plan crews.' } },
  },
  listCardRevisions: { path: { model: 'risk', version: 1 } },
  getCardDocument: { path: { model: 'risk', version: 1 } },
  getMlBom: { path: { model: 'risk', version: 1 } },
  compareVersions: { query: 'version=risk@1' },
  downloadArtifact: { path: { model: 'risk', version: 1 } },
  listEvaluations: { path: { model: 'risk', version: 1 } },
  addEvaluation: {
    path: { model: 'risk', version: 1 },
    send: { name: 'held-out', split: 'test', metrics: { auc: 0.7 } },
  },
  getRegistration: { path: { kind: 'component', namespace: 'default', name: 'declared' } },
  getLifecyclePolicy: {},
  getGates: { path: { model: 'risk' } },
  setGates: {
    path: { model: 'risk' },
    send: { gates: { Production: { digest: true } }, reason: 'to be sure' },
  },
  listTransitions: { path: { model: 'risk', version: 1 } },
  transitionVersion: {
    path: { model: 'spare', version: 1 },
    send: { to: 'Staging', reason: 'it is ready' },
  },
  listApprovals: {},
  requestApproval: { send: { model: 'spare', version: 1, to: 'Production', reason: 'it is good' } },
  getApproval: { path: { approval: APPROVAL } },
  decideApproval: {
    path: { approval: APPROVAL },
    send: { decision: 'approve', comment: 'I looked at it' },
  },
  withdrawApproval: { path: { approval: OWN_APPROVAL }, send: { reason: 'not now' } },
  getAccess: { path: { model: 'risk' } },
  reviewPermissions: { path: { model: 'risk' } },
  listAlerts: {},
  raiseAlert: {
    path: { model: 'risk' },
    send: { key: 'latency', severity: 'warning', summary: 'It answers slowly' },
  },
  listAlertRules: { path: { model: 'risk' } },
  setAlertRule: {
    path: { model: 'risk', rule: 'slow' },
    send: { definition: SLOW, reason: 'why' },
  },
  removeAlertRule: { path: { model: 'risk', rule: 'slow' }, query: 'reason=unneeded' },
  previewAlertRule: { path: { model: 'risk' }, send: SLOW },
  muteAlerts: {
    path: { model: 'risk' },
    send: { until: new Date(Date.now() + 3_600_000).toISOString(), reason: 'at work on it' },
  },
  unmuteAlerts: { path: { model: 'risk' }, query: 'reason=done' },
  getAlert: { path: { alert: ALERT } },
  acknowledgeAlert: { path: { alert: ALERT }, send: { reason: 'looking' } },
  resolveAlert: { path: { alert: ALERT }, send: { reason: 'over' } },
  listAuditEvents: {},
  listModelAuditEvents: { path: { model: 'risk' } },
  verifyAudit: {},
  exportAudit: {},
  listCheckpoints: {},
  createCheckpoint: {},
  listUndeliveredMessages: {},
  resendMessages: { send: { destination: 'alerts:gone', reason: 'it is back' } },
  listDeployments: {},
  listDeploymentHealth: {},
  createDeployment: {
    send: { name: 'other-endpoint', model: 'risk', version: 1, reason: 'because' },
  },
  getDeployment: { path: { deployment: 'endpoint' } },
  configureDeployment: {
    path: { deployment: 'endpoint' },
    send: { follow: 'Production', reason: 'by promotion only' },
  },
  setChallengers: { path: { deployment: 'endpoint' }, send: { versions: [1], reason: 'compare' } },
  setCanary: {
    path: { deployment: 'endpoint' },
    send: { version: 2, weight: 10, reason: 'with care' },
  },
  removeCanary: { path: { deployment: 'endpoint' }, query: 'reason=enough' },
  rollBack: { path: { deployment: 'endpoint' }, send: { revision: 1, reason: 'it was better' } },
  listTokens: { path: { deployment: 'endpoint' } },
  createToken: { path: { deployment: 'endpoint' }, send: { name: 'for the planner' } },
  revokeToken: { path: { deployment: 'endpoint', token: TOKEN }, query: 'reason=leaked' },
  setTokenLimits: {
    path: { deployment: 'endpoint', token: TOKEN },
    send: { requestsPerSecond: 5, reason: 'it asks too much' },
  },
  findTokens: { query: 'prefix=mlops_aB' },
  getEndpointDescription: { path: { deployment: 'endpoint' } },
  listRevisions: { path: { deployment: 'endpoint' } },
  deployVersion: { path: { deployment: 'endpoint' }, send: { version: 2, reason: 'better' } },
  undeploy: { path: { deployment: 'endpoint' }, send: { reason: 'done' } },
  infer: { path: { deployment: 'endpoint' }, send: { inputs: [] } },
  getTraffic: { path: { deployment: 'endpoint' } },
  getDrift: { path: { deployment: 'endpoint' } },
  addLabels: {
    path: { deployment: 'endpoint' },
    send: { labels: [{ predictionId: '00000000-0000-4000-8000-0000000000aa', label: 1 }] },
  },
  listRetrainingExecutors: {},
  listRetrainingPolicies: { path: { model: 'risk' } },
  createRetrainingPolicy: {
    path: { model: 'risk' },
    send: { ...retrainingPolicy, name: 'weekly' },
  },
  updateRetrainingPolicy: {
    path: { model: 'risk', policy: 'kept' },
    send: { ...retrainingPolicy, paused: true },
  },
  deleteRetrainingPolicy: { path: { model: 'risk', policy: 'kept' }, query: 'reason=enough' },
  triggerRetraining: { path: { model: 'risk', policy: 'kept' }, send: { reason: 'at once' } },
  dryRunRetraining: {
    path: { model: 'risk' },
    send: { deployment: 'endpoint', trigger: { kind: 'drift', rows: 100 } },
  },
  listRetrainingRuns: { path: { model: 'risk' } },
  getRetrainingRun: { path: { run: RUN } },
  cancelRetrainingRun: { path: { run: RUN }, send: { reason: 'not now' } },
  reportTraining: { path: { run: RUN_TO_REPORT }, send: { state: 'running' } },
  reportTrainedVersion: {
    path: { run: RUN_TO_REPORT },
    upload: {},
    file: variantOf(riskModel2, 1),
  },
  reportTrainingEvaluation: {
    path: { run: RUN_TO_REPORT },
    send: {
      of: 'champion',
      evaluation: { name: 'recent', split: 'production', metrics: { auc: 0.7 } },
    },
  },
  downloadRunChampion: { path: { run: RUN_TO_REPORT } },
  compareServed: { path: { deployment: 'endpoint' }, query: 'version=2&against=1' },
  getPerformance: { path: { deployment: 'endpoint' } },
  ingestPredictions: {
    path: { deployment: 'endpoint' },
    send: {
      predictions: [{ id: 'elsewhere', time: '2026-01-31T12:00:00Z', outputs: { label: 1 } }],
    },
  },
  ingestPayloadEvent: {
    path: { deployment: 'endpoint' },
    send: {
      specversion: '1.0',
      id: 'event',
      type: 'org.kubeflow.serving.inference.request',
      source: 'kserve',
      data: { inputs: [{ name: 'temp', shape: [1], datatype: 'FP32', data: [3] }] },
    },
  },
  getPredictionSettings: { path: { deployment: 'endpoint' } },
  setPredictionSettings: {
    path: { deployment: 'endpoint' },
    send: { key: 'flight_id', slices: ['carrier'], requestsPerSecond: 5, reason: 'to learn' },
  },
};

/** What takes away what others need comes last. */
const LAST: readonly OperationId[] = [
  'cancelRetrainingRun',
  'deleteRetrainingPolicy',
  'removeAlias',
  'deleteVersion',
  'restoreVersion',
  'deleteModel',
  'setChallengers',
  'rollBack',
  'revokeToken',
  'undeploy',
];
const order = [...operations.filter(operation => !LAST.includes(operation)), ...LAST];

/** Lists that leave out what may not be read. */
const FILTERED: readonly OperationId[] = [
  'listModels',
  'listDeployments',
  'listDeploymentHealth',
  'listAlerts',
  'listApprovals',
];

async function setUp(knex: Knex, policy: TestPolicy) {
  const mlops = await startMlops({
    knex,
    policy,
    isSigned: true,
    mlops: {
      retraining: {
        webhooks: [
          {
            name: 'trainer',
            url: 'https://trainer.example.com',
            secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
          },
        ],
      },
    },
  });
  await mlops.api
    .post('/api/mlops/models')
    .field('metadata', JSON.stringify(riskMetadata))
    .attach('artifact', riskModel);
  await mlops.api
    .post('/api/mlops/deployments')
    .send({ name: 'endpoint', model: 'risk', version: 1, reason: 'to begin with' });
  for (const name of ['spare', 'gone']) {
    await mlops.api
      .post('/api/mlops/models')
      .field('metadata', JSON.stringify({ ...riskMetadata, name }))
      .attach('artifact', riskModel);
  }
  await mlops.api.delete('/api/mlops/models/gone?reason=unused');
  const now = new Date();
  await knex('alerts').insert({
    id: ALERT,
    model_id: (await knex('models').where({ name: 'risk' }).first()).id,
    key: 'errors',
    severity: 'info',
    state: 'open',
    summary: 'It fails now and then',
    description: '',
    raised_at: now,
    raised_by: 'external:monitor',
    updated_at: now,
  });
  const versions = knex('versions').join('models', 'models.id', 'versions.model_id');
  const { model_id, digest } = await versions.where('models.name', 'risk').first();
  const approvals = { count: 1, groups: ['user:default/mock'] };
  for (const [id, requested_by, to_stage] of [
    [APPROVAL, 'user:default/other', 'Staging'],
    [OWN_APPROVAL, 'user:default/mock', 'Archived'],
  ]) {
    await knex('approvals').insert({
      id,
      model_id,
      version: 1,
      digest,
      from_stage: 'None',
      to_stage,
      state: 'pending',
      requirements: JSON.stringify([{ ...approvals, source: 'model' }]),
      exclude_author: false,
      reason: 'to begin with',
      requested_at: now,
      requested_by,
      expires_at: new Date(now.getTime() + 3_600_000),
    });
  }
  await knex('model_gates').insert({
    model_id: (await knex('models').where({ name: 'spare' }).first()).id,
    gates: JSON.stringify({ Production: { approvals } }),
    updated_at: now,
    updated_by: 'user:default/other',
  });
  await knex('endpoint_tokens').insert({
    id: TOKEN,
    deployment_id: (await knex('deployments').where({ name: 'endpoint' }).first()).id,
    name: 'for the crew',
    prefix: 'mlops_aBcDeF',
    hash: '0'.repeat(64),
    created_at: now,
    created_by: 'user:default/guest',
    expires_at: new Date(now.getTime() + 3_600_000),
  });
  const { id: deploymentId } = await knex('deployments').where({ name: 'endpoint' }).first();
  const definition = JSON.stringify({
    trigger: retrainingPolicy.trigger,
    executor: 'trainer',
    parameters: {},
    outcome: { kind: 'register' },
    cooldownSeconds: 0,
    maxConcurrent: 1,
    timeoutSeconds: 3600,
    catchUp: true,
  });
  await knex('retraining_policies').insert({
    id: RUN,
    model_id,
    name: 'kept',
    deployment_id: deploymentId,
    definition,
    trigger_kind: 'time',
    paused: false,
    next_due_at: now.getTime() + 3_600_000,
    created_at: now,
    created_by: 'user:default/other',
    updated_at: now,
    updated_by: 'user:default/other',
  });
  for (const id of [RUN, RUN_TO_REPORT]) {
    await knex('retraining_runs').insert({
      id,
      model_id,
      policy_id: RUN,
      policy: 'kept',
      due_key: `time:${id}`,
      due_at: now.getTime(),
      cause: 'time',
      reason: 'It was due',
      requested_by: 'plugin:mlops/retraining',
      deployment: 'endpoint',
      definition,
      state: 'submitted',
      attempts: 1,
      external_id: id,
      token_hashes: '[]',
      champion: 1,
      created_at: now,
      submitted_at: now,
    });
  }
  await knex('outbox').insert({
    id: ALERT,
    destination: 'alerts:gone',
    body: JSON.stringify({ type: 'alert.raised', timestamp: now.toISOString(), data: {} }),
    state: 'failed',
    attempts: 10,
    created_at: now,
    due_at: now,
    ended_at: now,
    failure: 'it answered with status 500',
  });
  await knex('registrations').insert({
    entity_ref: 'component:default/declared',
    model: 'risk',
    owner: riskMetadata.owner,
    state: 'registered',
    fingerprint: '',
    updated_at: new Date(),
  });
  return mlops;
}

async function perform(mlops: Awaited<ReturnType<typeof startMlops>>, operation: OperationId) {
  const { method, path } = operationTable[operation];
  const call = calls[operation];
  const url = path.replace(/\{(\w+)\}/g, (_, name) => String(call.path?.[name]));
  const sent = mlops.api[method](`/api/mlops${url}?${call.query ?? ''}`);
  return call.upload
    ? sent
        .field('metadata', JSON.stringify(call.upload))
        .attach('artifact', call.file!, 'model.onnx')
    : sent.send(call.send);
}

/** What became of a call without its permission. */
function outcome({
  status,
  body,
}: {
  status: number;
  body: any;
}): 'refused' | 'filtered' | 'allowed' {
  if ([403, 404].includes(status) && /^Not(Allowed|Found)Error$/.test(body.error.name)) {
    return 'refused';
  }
  return status === 200 && !body.totalItems && body.items.length === 0 ? 'filtered' : 'allowed';
}

describe('the contract', () => {
  it.each(operations)(
    '%s names a permission of the plugin and what it leaves in the audit',
    operation => {
      const { method, permission, audit } = operationTable[operation];
      expect(mlopsPermissions.map(one => one.name)).toContain(permission);
      expect(audit ?? '').toMatch(method === 'get' ? /^$/ : /^(none|[a-z]+\.[a-z]+)$/);
    },
  );

  it('answers every operation, and every change leaves its audit event', async () => {
    const knex = await databases.init('SQLITE_3');
    const mlops = await setUp(knex, () => ({ result: AuthorizeResult.ALLOW }));
    try {
      for (const operation of order) {
        const last = (await knex('audit_events').max({ seq: 'seq' }))[0].seq;
        const response = await perform(mlops, operation);
        // The endpoint's own refusal of an empty request shows that it was asked.
        const expected = operation === 'infer' ? [400, 503] : [200, 201];
        expect({ operation, answered: expected.includes(response.status) }).toEqual({
          operation,
          answered: true,
        });
        const written = await knex('audit_events').where('seq', '>', last).pluck('action');
        const { audit } = operationTable[operation];
        const silent = audit === undefined || audit === 'none';
        expect({ operation, written: written.filter(one => silent || one === audit) }).toEqual({
          operation,
          written: silent ? [] : [audit],
        });
      }
    } finally {
      await mlops.stop();
    }
  });

  describe('without a permission', () => {
    let knex: Knex;
    let mlops: Awaited<ReturnType<typeof startMlops>>;
    let denied: string | undefined;

    beforeAll(async () => {
      knex = await databases.init('SQLITE_3');
      mlops = await setUp(knex, ({ name }) => ({
        result: name === denied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
      }));
    });

    afterAll(async () => {
      await mlops.stop();
    });

    it.each(operations)(
      'refuses %s, changing nothing but that it keeps the attempt',
      async operation => {
        const done = () => knex('audit_events').where({ outcome: 'done' }).count();
        const [before, { seq: last }] = [await done(), await knex('audit_chain').first()];
        denied = operationTable[operation].permission;
        const response = await perform(mlops, operation);
        denied = undefined;
        const isList = FILTERED.includes(operation);
        expect(outcome(response)).toBe(isList ? 'filtered' : 'refused');
        expect(await done()).toEqual(before);
        expect(
          await knex('audit_events').where('seq', '>', last).select('action', 'outcome', 'actor'),
        ).toEqual(
          isList
            ? []
            : [
                {
                  action: operationTable[operation].permission,
                  outcome: 'denied',
                  actor: 'user:default/mock',
                },
              ],
        );
      },
    );
  });
});
