import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { StageGates } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { riskMetadata, riskModel, variantOf } from '../__testUtils__/files';
import { startMlops } from '../__testUtils__/startMlops';
import { ada, approvers, as, groupEntities, groups } from './__testUtils__/people';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('gates, %s', databaseId => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    mlops = await startMlops({
      knex,
      groups,
      entities: groupEntities,
      mlops: {
        lifecycle: {
          transitions: { None: ['Staging', 'Production', 'Archived'] },
          gates: { Production: { metrics: [{ split: 'test', metric: 'auc', atLeast: 0.7 }] } },
        },
      },
    });
  });

  afterAll(async () => {
    await mlops?.stop();
  });

  const register = async (name: string, variants = [1]) => {
    await mlops.api
      .post('/api/mlops/models')
      .send({ ...riskMetadata, name })
      .expect(201);
    for (const variant of variants) {
      await mlops.api
        .post(`/api/mlops/models/${name}/versions`)
        .field('metadata', JSON.stringify({}))
        .attach('artifact', variantOf(riskModel, variant), 'model.onnx')
        .expect(201);
    }
  };
  const setGates = (name: string, gates: StageGates, reason = 'tried') =>
    as(ada, mlops.api.put(`/api/mlops/models/${name}/gates`).send({ gates, reason }));
  const evaluate = (name: string, auc: number, version = 1) =>
    mlops.api
      .post(`/api/mlops/models/${name}/versions/${version}/evaluations`)
      .send({ name: 'held-out', split: 'test', metrics: { auc } })
      .expect(201);
  const move = (name: string, to: string, version = 1) =>
    mlops.api
      .post(`/api/mlops/models/${name}/versions/${version}/transitions`)
      .send({ to, reason: 'tried' });
  const refusal = async (name: string, to: string, version = 1): Promise<string> =>
    (await move(name, to, version).expect(409)).body.error.message;
  const preview = async (name: string, to: string, version = 1) => {
    const { body } = await mlops.api
      .get(`/api/mlops/models/${name}/versions/${version}/transitions`)
      .expect(200);
    return body.items.find((item: any) => item.to === to).gates;
  };
  const digestOf = async (name: string): Promise<string> =>
    (
      await knex('versions')
        .join('models', 'models.id', 'versions.model_id')
        .where('models.name', name)
        .first('digest')
    ).digest;
  const fileOf = (digest: string) => {
    const hex = digest.slice('sha256:'.length);
    return join(mlops.directory, 'sha256', hex.slice(0, 2), hex);
  };

  it('are all named in one refusal, and shown beforehand', async () => {
    await register('many');
    await setGates('many', {
      Production: {
        approvals: { count: 2, groups: [approvers] },
        evaluations: ['test', 'validation'],
        card: ['intended-use', 'ethical-considerations'],
        digest: true,
      },
    }).expect(200);
    await evaluate('many', 0.68);
    expect(await refusal('many', 'Production')).toBe(
      "many@1 can't enter Production: test.auc is 0.68, at least 0.7 is asked for; " +
        `2 approvals of ${approvers} needed: request it; ` +
        'an evaluation on validation is missing; ' +
        'the model card lacks intended-use, ethical-considerations',
    );
    expect(await preview('many', 'Production')).toEqual([
      {
        gate: 'metric',
        source: 'configured',
        state: 'failed',
        message: 'test.auc is 0.68, at least 0.7 is asked for',
      },
      {
        gate: 'approvals',
        source: 'model',
        state: 'failed',
        message: `2 approvals of ${approvers} needed: request it`,
      },
      {
        gate: 'evaluation',
        source: 'model',
        state: 'failed',
        message: 'An evaluation on validation is missing',
      },
      {
        gate: 'card',
        source: 'model',
        state: 'failed',
        message: 'The model card lacks intended-use, ethical-considerations',
      },
      {
        gate: 'digest',
        source: 'model',
        state: 'deferred',
        message: 'The stored artifact is read when the version is moved',
      },
    ]);
    expect(await knex('audit_events').where({ action: 'version.transition' })).toEqual([]);
  });

  it('open for the newest evaluation, and for words that a card took over', async () => {
    await register('words', [1, 2]);
    await setGates('words', { Production: { evaluations: ['test'], card: ['intended-use'] } });
    await mlops.api
      .put('/api/mlops/models/words/versions/1/card')
      .send({ basedOnRevision: 0, sections: { 'intended-use': 'To plan crews.' } })
      .expect(200);
    await evaluate('words', 0.9, 2);
    await evaluate('words', 0.6, 2);
    expect(await refusal('words', 'Production', 2)).toContain('test.auc is 0.6');
    await evaluate('words', 0.8, 2);
    await move('words', 'Production', 2).expect(200);
  });

  it('compare with the alias champion, or else the newest in the stage, never with itself', async () => {
    await register('rivals', [1, 2, 3]);
    await setGates('rivals', {
      Production: {
        metrics: [{ split: 'test', metric: 'auc', champion: { better: 'higher', tolerance: 0 } }],
      },
    });
    const alias = (version: number) =>
      mlops.api
        .put('/api/mlops/models/rivals/aliases/champion')
        .send({ version, reason: 'the best' })
        .expect(200);
    await evaluate('rivals', 0.8, 1);
    await evaluate('rivals', 0.75, 2);
    await evaluate('rivals', 0.78, 3);
    await alias(1);
    await move('rivals', 'Production', 1).expect(200);
    expect(await refusal('rivals', 'Production', 2)).toBe(
      "rivals@2 can't enter Production: test.auc is 0.75, that of version 1 0.8: it has to be no worse",
    );
    await alias(2);
    // Its own alias makes it no champion: the newest in Production is.
    expect(await refusal('rivals', 'Production', 2)).toContain('that of version 1 0.8');
    await move('rivals', 'Production', 3).expect(200);
  });

  it('close while an alert is open', async () => {
    await register('alarmed');
    await evaluate('alarmed', 0.9);
    await setGates('alarmed', { Production: { alerts: 'warning' } });
    const raise = (severity: string) =>
      mlops.api
        .post('/api/mlops/models/alarmed/alerts')
        .send({ key: severity, severity, summary: 'Look at this' })
        .expect(201);
    await raise('info');
    const { body: alert } = await raise('critical');
    expect(await refusal('alarmed', 'Production')).toBe(
      "alarmed@1 can't enter Production: an alert of severity critical is open: resolve it first",
    );
    await mlops.api
      .post(`/api/mlops/alerts/${alert.id}/resolve`)
      .send({ reason: 'dealt with' })
      .expect(200);
    await move('alarmed', 'Production').expect(200);
  });

  it('read the stored artifact, and tell what became of it', async () => {
    await register('intact', [31]);
    await register('changed', [32]);
    await register('gone', [33]);
    for (const name of ['intact', 'changed', 'gone']) {
      await setGates(name, { Staging: { digest: true } }).expect(200);
    }
    await move('intact', 'Staging').expect(200);
    const changed = fileOf(await digestOf('changed'));
    await chmod(changed, 0o640);
    await writeFile(changed, 'something else');
    expect(await refusal('changed', 'Staging')).toMatch(
      /^changed@1 can't enter Staging: the stored artifact was changed: its digest is sha256:[0-9a-f]{64} now$/,
    );
    await rm(fileOf(await digestOf('gone')));
    expect(await refusal('gone', 'Staging')).toBe(
      "gone@1 can't enter Staging: the artifact isn't in the store any more",
    );
    expect(await readdir(join(mlops.directory, 'sha256'))).not.toEqual([]);
  });

  it('refuse an artifact that the registry does not have', async () => {
    await mlops.api
      .post('/api/mlops/models')
      .send({
        ...riskMetadata,
        name: 'elsewhere',
        version: {
          artifact: {
            uri: 'https://example.com/model.pkl',
            format: 'pickle',
            digest: `sha256:${'1'.repeat(64)}`,
          },
        },
      })
      .expect(201);
    await setGates('elsewhere', { Staging: { digest: true } }).expect(200);
    expect(await refusal('elsewhere', 'Staging')).toBe(
      "elsewhere@1 can't enter Staging: the artifact can't be verified, since it is kept at https://example.com/model.pkl",
    );
  });

  it('of a model add to the configured ones, and are kept with who set them', async () => {
    await register('own');
    const before = await mlops.api.get('/api/mlops/models/own/gates').expect(200);
    const configured = {
      Production: { metrics: [{ split: 'test', metric: 'auc', atLeast: 0.7 }] },
    };
    expect(before.body).toEqual({ configured, added: {} });
    const gates: StageGates = {
      Production: { metrics: [{ split: 'test', metric: 'auc', atLeast: 0.5 }] },
      Staging: { approvals: { count: 1, groups: ['Group:Default/Approvers'] }, metrics: [] },
    };
    const { body } = await setGates('own', gates, 'a looser one').expect(200);
    const added = {
      Production: gates.Production,
      Staging: { approvals: { count: 1, groups: [approvers] } },
    };
    expect(body).toEqual({ configured, added, updatedAt: expect.any(String), updatedBy: ada });
    await evaluate('own', 0.6);
    expect(await refusal('own', 'Production')).toBe(
      "own@1 can't enter Production: test.auc is 0.6, at least 0.7 is asked for",
    );
    await setGates('own', gates, 'the same').expect(200);
    await setGates('own', {}, 'none').expect(200);
    const events = await knex('audit_events').where({ model: 'own', action: 'gates.set' });
    expect(
      events.map(({ actor, reason, before: from, after }) => [
        actor,
        reason,
        JSON.parse(from),
        JSON.parse(after),
      ]),
    ).toEqual([
      [ada, 'a looser one', {}, added],
      [ada, 'none', added, {}],
    ]);
  });

  it('that make no sense are refused', async () => {
    await register('senseless');
    const message = async (gates: any): Promise<string> =>
      (await setGates('senseless', gates).expect(400)).body.error.message;
    const unknown = { count: 1, groups: [approvers, 'group:default/nobody'] };
    expect(await message({ Production: { approvals: unknown } })).toBe(
      'The catalog has no group:default/nobody: nobody could give the approval',
    );
    expect(await message({ Staging: { metrics: [{ split: 'test', metric: 'auc' }] } })).toBe(
      'gates.Staging.metrics for test.auc has to say atLeast, atMost or champion',
    );
    expect(await message({ Live: {} })).toContain('gates must NOT have additional properties');
    expect(await message({ Staging: { approvals: { count: 0, groups: [approvers] } } })).toContain(
      '/count',
    );
    await setGates('nothing', {}).expect(404);
    expect(await knex('audit_events').where({ model: 'senseless', action: 'gates.set' })).toEqual(
      [],
    );
  });

  it('stay when their model is deleted and restored, and go when it is purged', async () => {
    await register('kept');
    const gates: StageGates = { Staging: { evaluations: ['production'] } };
    await setGates('kept', gates).expect(200);
    await mlops.api.delete('/api/mlops/models/kept?reason=unused').expect(200);
    await mlops.api.get('/api/mlops/models/kept/gates').expect(404);
    await mlops.api.post('/api/mlops/models/kept/restore').send({ reason: 'needed' }).expect(200);
    const { body } = await mlops.api.get('/api/mlops/models/kept/gates').expect(200);
    expect(body.added).toEqual(gates);
    await knex('models').where({ name: 'kept' }).delete();
    expect(await knex('model_gates').whereNotIn('model_id', knex('models').select('id'))).toEqual(
      [],
    );
  });
});
