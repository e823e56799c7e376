import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { riskModel, variantOf } from '../__testUtils__/files';
import { eventually, startMlops } from '../__testUtils__/startMlops';
import { FileArtifactStore } from '../artifacts/FileArtifactStore';
import { startReceiver } from '../webhooks/__testUtils__/receiver';
import { begin, policyThatPromotes, rows, trainerAt } from './__testUtils__/trainer';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('while retraining promotes, %s', databaseId => {
  let knex: Knex;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let mlops: Awaited<ReturnType<typeof startMlops>>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    receiver = await startReceiver();
    mlops = await startMlops({
      knex,
      mlops: {
        // The artifact is read between the first look at the champion and the transaction that promotes.
        lifecycle: { gates: { Staging: { digest: true } } },
        retraining: trainerAt(receiver),
      },
    });
  });

  afterEach(() => jest.restoreAllMocks());

  afterAll(async () => {
    await mlops?.stop();
    await receiver?.stop();
  });

  /** A run whose version 3 did better than the champion, version 1, and a version 2 that could serve. */
  async function trained() {
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
    return { model, run };
  }

  const stageOf = async (model: string, version: number) =>
    (await mlops.api.get(`/api/mlops/models/${model}/versions/${version}`).expect(200)).body.stage;

  const refusal = (model: string) =>
    `The champion of ${model} changed meanwhile: version 2 serves now, and version 3 was compared with version 1`;

  /** That it was refused, is told as other refusals, and the attempt is in the audit trail. */
  async function expectRefused(model: string, ended: object) {
    expect(ended).toMatchObject({
      champion: 1,
      outcome: { state: 'refused', message: refusal(model) },
      comparison: { isBetter: true },
    });
    expect(await stageOf(model, 3)).toBe('None');
    expect(await knex('audit_events').where({ model, outcome: 'denied' })).toMatchObject([
      {
        actor: 'plugin:mlops/retraining',
        action: 'mlops.version.transition',
        resource_kind: 'version',
        resource: `${model}@3`,
        reason: refusal(model),
      },
    ]);
    const { body } = await mlops.api.get('/api/mlops/audit/verification').expect(200);
    expect(body.intact).toBe(true);
  }

  it('another version that is deployed before the stage changes has it refused', async () => {
    const { model, run } = await trained();
    const { digest } = (await knex('versions')
      .join('models', 'models.id', 'versions.model_id')
      .where({ 'models.name': model, version: 3 })
      .first('digest'))!;
    const read = FileArtifactStore.prototype.read;
    let isChanged = false;
    jest.spyOn(FileArtifactStore.prototype, 'read').mockImplementation(async function readLate(
      this: FileArtifactStore,
      ...args
    ) {
      if (args[0] === digest && !isChanged) {
        isChanged = true;
        await mlops.api
          .post(`/api/mlops/deployments/${model}/revisions`)
          .send({ version: 2, reason: 'somebody was faster' })
          .expect(200);
      }
      return read.apply(this, args);
    });
    const ended = await run.succeed();
    expect(isChanged).toBe(true);
    await expectRefused(model, ended);
  });

  // SQLite has one writer: whoever looks while another transaction is open waits for its end.
  (databaseId === 'SQLITE_3' ? it.skip : it)(
    'a deployment that changes in a transaction which is open by then has it refused',
    async () => {
      const { model, run } = await trained();
      let ending: Promise<object> | undefined;
      await knex.transaction(async transaction => {
        const { id } = await transaction('models').where({ name: model }).forUpdate().first();
        await transaction('deployments').where({ model_id: id }).update({ version: 2 });
        ending = run.succeed();
        // Waits for the model's lock: it has looked at the champion before, and found the one that it was compared with.
        await eventually(async () => {
          const { rows: waiting } = await knex.raw(
            `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
               AND query LIKE '%models%for %update%'`,
          );
          return waiting.length > 0;
        }, 60_000);
      });
      await expectRefused(model, (await ending)!);
    },
  );

  it('a deployment that follows a stage on the way serves the version itself, which is promoted on', async () => {
    const model = await policyThatPromotes(mlops, 'Production', { follow: 'Staging' });
    const run = await begin(mlops, receiver, model);
    expect(await run.deliver()).toBe(2);
    await run.evaluate('version', rows(10));
    await run.evaluate('champion', rows(30));
    expect(await run.succeed()).toMatchObject({
      outcome: { state: 'done', message: 'Version 2 is in Production' },
    });
    const { body } = await mlops.api.get(`/api/mlops/deployments/${model}`).expect(200);
    expect(body.version).toBe(2);
  });
});
