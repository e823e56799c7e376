import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { riskMetadata, riskModel, variantOf } from '../__testUtils__/files';
import { startMlops } from '../__testUtils__/startMlops';
import type { TestPolicy } from '../__testUtils__/startMlops';
import { createModelConditionalDecision, modelConditions } from '../governance/modelRules';
import { ada, as, dan, groupEntities, groups } from './__testUtils__/people';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

/** One model for each test, registered with some versions. */
const models = (mlops: Awaited<ReturnType<typeof startMlops>>) => ({
  async register(name: string, versions = 1) {
    await mlops.api
      .post('/api/mlops/models')
      .send({ ...riskMetadata, name })
      .expect(201);
    for (let variant = 1; variant <= versions; variant++) {
      await mlops.api
        .post(`/api/mlops/models/${name}/versions`)
        .field('metadata', JSON.stringify({}))
        .attach('artifact', variantOf(riskModel, variant), 'model.onnx')
        .expect(201);
    }
  },
  move: (name: string, version: number, to: string, reason = 'tried') =>
    as(
      ada,
      mlops.api
        .post(`/api/mlops/models/${name}/versions/${version}/transitions`)
        .send({ to, reason }),
    ),
  options: (name: string, version: number) =>
    mlops.api.get(`/api/mlops/models/${name}/versions/${version}/transitions`),
  stages: async (knex: Knex, name: string) =>
    Object.fromEntries(
      (
        await knex('versions')
          .join('models', 'models.id', 'versions.model_id')
          .where('models.name', name)
          .orderBy('version')
          .select('version', 'stage')
      ).map(row => [row.version, row.stage]),
    ),
});

/** Dan may move versions between None and Staging only. */
const policy: TestPolicy = (permission, who) =>
  permission.name === 'mlops.version.transition' && who === dan
    ? createModelConditionalDecision(
        permission as never,
        modelConditions.hasStage({ stages: ['None', 'Staging'] }),
      )
    : { result: AuthorizeResult.ALLOW };

describe.each(databases.eachSupportedId())('moving versions, %s', databaseId => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;
  let replica: Awaited<ReturnType<typeof startMlops>>;
  let model: ReturnType<typeof models>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    const options = {
      knex,
      policy,
      groups,
      entities: groupEntities,
      mlops: { lifecycle: { onPromote: { Production: 'Archived' }, onArchive: 'undeploy' } },
    };
    mlops = await startMlops(options);
    replica = await startMlops({ ...options, directory: mlops.directory });
    model = models(mlops);
  });

  afterAll(async () => {
    await replica?.stop();
    await mlops?.stop();
  });

  const trail = (name: string) =>
    knex('audit_events').where({ model: name, action: 'version.transition' }).orderBy('seq');

  it('goes where the policy leads, with the reason in the audit trail', async () => {
    await model.register('simple');
    const moved = await model.move('simple', 1, 'Staging', 'It did well').expect(200);
    expect(moved.body).toMatchObject({ model: 'simple', version: 1, stage: 'Staging' });
    const [event] = await trail('simple');
    expect(event).toMatchObject({ actor: ada, resource: 'simple@1', reason: 'It did well' });
    expect(JSON.parse(event.before)).toEqual({ stage: 'None' });
    expect(JSON.parse(event.after)).toEqual({ stage: 'Staging' });
    const shown = await mlops.api.get('/api/mlops/models/simple').expect(200);
    expect(shown.body.stages).toEqual([{ stage: 'Staging', version: 1 }]);

    const refused = await model.move('simple', 1, 'Staging').expect(200);
    expect(refused.body.stage).toBe('Staging');
    expect(await trail('simple')).toHaveLength(1);
  });

  it('is refused where the policy leads nowhere, telling where it leads', async () => {
    await model.register('strict');
    const { body } = await model.move('strict', 1, 'Production').expect(409);
    expect(body.error).toMatchObject({
      name: 'ConflictError',
      message:
        "strict@1 can't go from None to Production; from None a version can go to Staging, Archived",
    });
    await model.move('strict', 2, 'Staging').expect(404);
    await model.move('nothing', 1, 'Staging').expect(404);
    await mlops.api.delete('/api/mlops/models/strict/versions/1?reason=unused').expect(200);
    await model.move('strict', 1, 'Staging').expect(404);
    expect(await trail('strict')).toEqual([]);
  });

  it('makes the others in the stage make way, and lists where a version can go beforehand', async () => {
    await model.register('heirs', 2);
    await model.move('heirs', 1, 'Staging').expect(200);
    await model.move('heirs', 1, 'Production').expect(200);
    await model.move('heirs', 2, 'Staging').expect(200);
    const { body } = await model.options('heirs', 2).expect(200);
    expect(body.stage).toBe('Staging');
    expect(body.items.map((item: any) => item.to)).toEqual(['None', 'Production', 'Archived']);
    expect(body.items[1]).toEqual({
      to: 'Production',
      gates: [],
      needsApproval: false,
      consequences: [
        {
          kind: 'demote',
          version: 1,
          message: 'Version 1 makes way: it goes from Production to Archived',
        },
      ],
    });
    await model.move('heirs', 2, 'Production', 'It is better').expect(200);
    expect(await model.stages(knex, 'heirs')).toEqual({ 1: 'Archived', 2: 'Production' });
    const events = (await trail('heirs')).slice(-2);
    expect(events.map(({ resource, reason, actor }) => [resource, reason, actor])).toEqual([
      ['heirs@2', 'It is better', ada],
      ['heirs@1', 'Makes way for heirs@2: It is better', ada],
    ]);
    expect(JSON.parse(events[1].before)).toEqual({ stage: 'Production' });
    expect(JSON.parse(events[1].after)).toEqual({ stage: 'Archived' });
    await model.move('heirs', 2, 'Staging', 'It was not').expect(200);
    expect(await model.stages(knex, 'heirs')).toEqual({ 1: 'Archived', 2: 'Staging' });
  });

  it('keeps it so when one is restored whose place was taken', async () => {
    await model.register('heir', 3);
    for (const version of [1, 2]) {
      await model.move('heir', version, 'Staging').expect(200);
    }
    await model.move('heir', 1, 'Production').expect(200);
    const remove = (version: number) =>
      mlops.api.delete(`/api/mlops/models/heir/versions/${version}?reason=unused`).expect(200);
    const restore = (version: number) =>
      mlops.api
        .post(`/api/mlops/models/heir/versions/${version}/restore`)
        .send({ reason: 'needed' })
        .expect(200);
    await remove(1);
    await restore(1);
    expect(await model.stages(knex, 'heir')).toMatchObject({ 1: 'Production' });
    await remove(1);
    await model.move('heir', 2, 'Production').expect(200);
    expect((await restore(1)).body.stage).toBe('Archived');
    expect(await model.stages(knex, 'heir')).toEqual({ 1: 'Archived', 2: 'Production', 3: 'None' });
  });

  it('asks for both stages, the one that is left and the one that is entered', async () => {
    await model.register('guarded');
    const moveAs = (to: string) =>
      as(
        dan,
        mlops.api
          .post('/api/mlops/models/guarded/versions/1/transitions')
          .send({ to, reason: 'tried' }),
      );
    await moveAs('Staging').expect(200);
    const entering = await moveAs('Production').expect(403);
    expect(entering.body.error.message).toBe(
      'mlops.version.transition on the model guarded at the stage Production is not granted to you',
    );
    await model.move('guarded', 1, 'Production').expect(200);
    const leaving = await moveAs('Staging').expect(403);
    expect(leaving.body.error.message).toContain('at the stage Production');
    const denied = await knex('audit_events').where({ model: 'guarded', outcome: 'denied' });
    expect(denied.map(({ actor, action }) => [actor, action])).toEqual([
      [dan, 'mlops.version.transition'],
      [dan, 'mlops.version.transition'],
    ]);
  });

  it('leaves exactly one in Production when 20 enter it at once, on two replicas', async () => {
    await model.register('crowd', 20);
    const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
    for (const version of numbers) {
      await model.move('crowd', version, 'Staging').expect(200);
    }
    const answers = await Promise.all(
      numbers.map(version =>
        (version % 2 ? model : models(replica)).move('crowd', version, 'Production'),
      ),
    );
    expect(answers.map(answer => answer.status)).toEqual(Array(20).fill(200));
    const stages = Object.values(await model.stages(knex, 'crowd'));
    expect(stages.filter(stage => stage === 'Production')).toHaveLength(1);
    expect(stages.filter(stage => stage === 'Archived')).toHaveLength(19);
    expect(await trail('crowd')).toHaveLength(20 + 20 + 19);
    const { body } = await mlops.api.get('/api/mlops/audit/verification').expect(200);
    expect(body.intact).toBe(true);
  });

  it('moves a version once when it is asked for 10 times at once', async () => {
    await model.register('once');
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => model.move('once', 1, 'Staging')),
    );
    expect(answers.map(answer => answer.status)).toEqual(Array(10).fill(200));
    expect(await trail('once')).toHaveLength(1);
  });

  it('changes nothing when its audit event can not be written', async () => {
    await model.register('whole', 2);
    await model.move('whole', 1, 'Staging').expect(200);
    await model.move('whole', 1, 'Production').expect(200);
    await model.move('whole', 2, 'Staging').expect(200);
    await mlops.api
      .post('/api/mlops/deployments')
      .send({
        name: 'whole-endpoint',
        model: 'whole',
        version: 1,
        environment: 'production',
        follow: 'Production',
        reason: 'to begin with',
      })
      .expect(201);
    const state = async () => ({
      stages: await model.stages(knex, 'whole'),
      deployment: await knex('deployments').where({ name: 'whole-endpoint' }).select('revision'),
      events: await knex('audit_events').where({ model: 'whole' }).count(),
      end: await knex('audit_chain').first(),
    });
    const before = await state();
    // The event of the version that makes way is the last but one that is written.
    await refuseEventsOf(knex, 'whole@1');
    await model.move('whole', 2, 'Production').expect(500);
    expect(await state()).toEqual(before);
    await allowEvents(knex);
    await model.move('whole', 2, 'Production', 'again').expect(200);
    expect(await model.stages(knex, 'whole')).toEqual({ 1: 'Archived', 2: 'Production' });
    const served = await mlops.api.get('/api/mlops/deployments/whole-endpoint').expect(200);
    expect(served.body.version).toBe(2);
    const events = await knex('audit_events').where({ model: 'whole' }).orderBy('seq');
    expect(events.slice(-3).map(({ action, resource }) => [action, resource])).toEqual([
      ['deployment.promote', 'whole-endpoint'],
      ['version.transition', 'whole@2'],
      ['version.transition', 'whole@1'],
    ]);
    expect(events[events.length - 3].reason).toBe('whole@2 entered Production: again');
  });

  it('previews what follows for endpoints as it happens', async () => {
    await model.register('followed', 2);
    await model.move('followed', 1, 'Staging').expect(200);
    await model.move('followed', 1, 'Production').expect(200);
    await model.move('followed', 2, 'Staging').expect(200);
    await mlops.api
      .post('/api/mlops/deployments')
      .send({
        name: 'followed-endpoint',
        model: 'followed',
        version: 1,
        environment: 'production',
        follow: 'Production',
        reason: 'to begin with',
      })
      .expect(201);
    const { body } = await model.options('followed', 2).expect(200);
    const production = body.items.find((item: any) => item.to === 'Production');
    expect(production.refusal).toBeUndefined();
    expect(production.consequences.map(({ kind, version }: any) => [kind, version])).toEqual([
      ['demote', 1],
      ['deploy', 2],
    ]);
  });

  it('announces a change, so that lists and endpoints see it', async () => {
    await model.register('listed');
    await model.move('listed', 1, 'Staging').expect(200);
    const { body } = await mlops.api.get('/api/mlops/models?stage=Staging').expect(200);
    expect(body.items.map((item: any) => item.name)).toContain('listed');
  });
});

/** Makes the database refuse to keep audit events of a resource. */
async function refuseEventsOf(knex: Knex, resource: string): Promise<void> {
  if (knex.client.config.client === 'pg') {
    await knex.raw(
      `CREATE FUNCTION refuse_event() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$ LANGUAGE plpgsql`,
    );
    await knex.raw(
      `CREATE TRIGGER refuse_events BEFORE INSERT ON audit_events FOR EACH ROW WHEN (NEW.resource = '${resource}') EXECUTE FUNCTION refuse_event()`,
    );
  } else {
    await knex.raw(
      `CREATE TRIGGER refuse_events BEFORE INSERT ON audit_events WHEN NEW.resource = '${resource}' BEGIN SELECT RAISE(ABORT, 'refused'); END`,
    );
  }
}

async function allowEvents(knex: Knex): Promise<void> {
  if (knex.client.config.client === 'pg') {
    await knex.raw('DROP TRIGGER refuse_events ON audit_events');
    await knex.raw('DROP FUNCTION refuse_event()');
  } else {
    await knex.raw('DROP TRIGGER refuse_events');
  }
}
