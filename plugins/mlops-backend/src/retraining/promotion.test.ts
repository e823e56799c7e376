import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { riskModel, variantOf } from '../__testUtils__/files';
import { startMlops } from '../__testUtils__/startMlops';
import { ada, approvers, as, ben, groupEntities, groups } from '../lifecycle/__testUtils__/people';
import { startReceiver } from '../webhooks/__testUtils__/receiver';
import { begin, labels, policyThatPromotes, rows, trainerAt } from './__testUtils__/trainer';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

describe.each(databases.eachSupportedId())('promotion by retraining, %s', databaseId => {
  let knex: Knex;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let mlops: Awaited<ReturnType<typeof startMlops>>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    receiver = await startReceiver();
    mlops = await startMlops({
      knex,
      groups,
      entities: groupEntities,
      mlops: {
        lifecycle: {
          gates: {
            Staging: { metrics: [{ split: 'production', metric: 'auc', atLeast: 0.7 }] },
            Production: { approvals: { count: 1, groups: [approvers] } },
          },
        },
        retraining: trainerAt(receiver),
      },
    });
  });

  afterAll(async () => {
    await mlops?.stop();
    await receiver?.stop();
  });

  const get = async (path: string) => (await mlops.api.get(`/api/mlops${path}`).expect(200)).body;
  const stageOf = async (model: string, version: number) =>
    (await get(`/models/${model}/versions/${version}`)).stage;
  const move = (model: string, version: number, to: string) =>
    as(ada, mlops.api.post(`/api/mlops/models/${model}/versions/${version}/transitions`)).send({
      to,
      reason: 'as was approved',
    });
  /** A run from the policy to its end, and what became of its version. */
  async function train(to: string, version: object, champion: object) {
    const model = await policyThatPromotes(mlops, to);
    const run = await begin(mlops, receiver, model);
    expect(await run.deliver()).toBe(2);
    await run.evaluate('version', version);
    await run.evaluate('champion', champion);
    return { model, run: await run.succeed() };
  }

  it('passes the gates, by rows that were evaluated here', async () => {
    const { model, run } = await train('Staging', rows(10), rows(30));
    expect(run).toMatchObject({
      state: 'succeeded',
      champion: 1,
      version: 2,
      outcome: { kind: 'promote', state: 'done', message: 'Version 2 is in Staging' },
      comparison: { isBetter: true, evidence: 'computed' },
    });
    expect(run.comparison.version).toBeCloseTo(0.9, 10);
    expect(run.comparison.champion).toBeCloseTo(0.7, 10);
    expect(await stageOf(model, 2)).toBe('Staging');
    const trail = await knex('audit_events').where({ model }).orderBy('seq');
    expect(
      trail.filter(({ actor }) => actor === 'plugin:mlops/retraining').map(({ action }) => action),
    ).toEqual([
      'retraining.submit',
      'version.register',
      'retraining.deliver',
      'evaluation.add',
      'evaluation.add',
      'retraining.report',
      'retraining.succeed',
      'version.transition',
      'retraining.conclude',
    ]);
    expect((await get('/audit/verification')).intact).toBe(true);
  });

  it('passes by metrics that were told, of rows of the same digest', async () => {
    const told = (auc: number) => ({ metrics: { auc }, dataDigest: digest('a') });
    const { model, run } = await train('Staging', told(0.8), told(0.75));
    expect(run).toMatchObject({
      outcome: { state: 'done' },
      comparison: { version: 0.8, champion: 0.75, evidence: 'same-data' },
    });
    expect(await stageOf(model, 2)).toBe('Staging');
  });

  it('fails a gate, which says why', async () => {
    const { model, run } = await train('Staging', rows(40), rows(45));
    expect(run).toMatchObject({
      state: 'succeeded',
      outcome: {
        state: 'refused',
        message: expect.stringMatching(/@2 can't enter Staging: .*auc.* 0\.6/),
      },
    });
    expect(await stageOf(model, 2)).toBe('None');
  });

  const told = { metrics: { auc: 0.99 } };
  it.each([
    [
      'is no better',
      rows(20),
      rows(20),
      /^Version 2 doesn't do better than the champion, version 1: auc on recent flights is 0\.8/,
    ],
    [
      'was measured on other rows',
      rows(10),
      rows(30, labels.slice(0, 100)),
      /^The evaluations of version 2 and of the champion, version 1, on recent flights are not known to be of the same rows: send the rows of both \(data\), or the digest/,
    ],
    [
      'tells a metric where the champion was evaluated here',
      told,
      rows(30),
      /are not known to be of the same rows/,
    ],
    [
      'was measured on data of another digest',
      { ...told, dataDigest: digest('a') },
      { metrics: { auc: 0.7 }, dataDigest: digest('b') },
      /are not known to be of the same rows/,
    ],
    [
      'is only said to be better',
      told,
      { metrics: { auc: 0.7 } },
      /^Version 2 is said to do better than the champion, version 1, but nothing tells that recent flights was the same rows for both: a promotion needs these/,
    ],
  ])('stays where it was when it %s', async (_, version, champion, message) => {
    const { model, run } = await train('Staging', version, champion);
    expect(run).toMatchObject({
      state: 'succeeded',
      outcome: { state: 'refused', message: expect.stringMatching(message) },
    });
    expect(await stageOf(model, 2)).toBe('None');
  });

  describe('where it needs an approval', () => {
    async function waiting() {
      const { model, run } = await train('Production', rows(10), rows(30));
      expect(run.outcome).toEqual({
        kind: 'promote',
        state: 'done',
        message: 'Version 2 is in Staging. Approval was asked for, to move version 2 to Production',
      });
      const { items } = await get(`/approvals?model=${model}`);
      expect(items).toMatchObject([
        { version: 2, from: 'Staging', to: 'Production', requestedBy: 'plugin:mlops/retraining' },
      ]);
      const decide = (decision: string) =>
        as(ben, mlops.api.post(`/api/mlops/approvals/${items[0].id}/decisions`))
          .send({ decision, comment: 'I looked at it' })
          .expect(200);
      return { model, decide };
    }

    it('waits, and nothing is asked for twice', async () => {
      const { model } = await waiting();
      await mlops.runTask('retrain');
      expect((await get(`/approvals?model=${model}`)).items).toHaveLength(1);
      const refused = await move(model, 2, 'Production').expect(409);
      expect(refused.body.error.message).toMatch(/can't enter Production: .*approval/);
      expect(await stageOf(model, 2)).toBe('Staging');
    });

    it('moves once it is approved', async () => {
      const { model, decide } = await waiting();
      await decide('approve');
      await move(model, 2, 'Production').expect(200);
      expect(await stageOf(model, 2)).toBe('Production');
    });

    it('stays where it is when it is rejected', async () => {
      const { model, decide } = await waiting();
      await decide('reject');
      await move(model, 2, 'Production').expect(409);
      expect(await stageOf(model, 2)).toBe('Staging');
    });
  });

  it('does nothing when another champion serves by then', async () => {
    const model = await policyThatPromotes(mlops, 'Staging');
    const run = await begin(mlops, receiver, model);
    await mlops.api
      .post(`/api/mlops/models/${model}/versions`)
      .field('metadata', JSON.stringify({}))
      .attach('artifact', variantOf(riskModel, 7), 'model.onnx')
      .expect(201);
    expect(await run.deliver()).toBe(3);
    await run.evaluate('version', rows(10));
    await run.evaluate('champion', rows(30));
    await mlops.api
      .post(`/api/mlops/deployments/${model}/revisions`)
      .send({ version: 2, reason: 'somebody was faster' })
      .expect(200);
    expect(await run.succeed()).toMatchObject({
      champion: 1,
      outcome: {
        state: 'refused',
        message: `The champion of ${model} changed meanwhile: version 2 serves now, and version 3 was compared with version 1`,
      },
      comparison: { isBetter: true },
    });
    expect(await stageOf(model, 3)).toBe('None');
  });

  it('tells what was computed here, and lets nobody say so', async () => {
    const model = await policyThatPromotes(mlops, 'Staging');
    const run = await begin(mlops, receiver, model);
    const added = await run.evaluate('champion', { ...rows(30), metrics: { auc: 0.99 } });
    expect(added).toMatchObject({
      metrics: { auc: 0.99 },
      computed: { labelsDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
    });
    expect(added.computed.metrics).toContain('accuracy');
    expect(added.computed.metrics).not.toContain('auc');
    const claimed = { name: 'x', split: 'test', metrics: { auc: 1 }, computed: added.computed };
    await mlops.api
      .post(`/api/mlops/models/${model}/versions/1/evaluations`)
      .send(claimed)
      .expect(400);
  });
});
