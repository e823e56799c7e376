import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from './database/openDatabase';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

/** Undoes every migration behind the named one. */
async function backTo(knex: Knex, last: string): Promise<void> {
  const newest = async () => (await knex.migrate.list({ directory: migrationsDirectory }))[0].pop();
  for (let done = await newest(); done.name !== last; done = await newest()) {
    await knex.migrate.down({ directory: migrationsDirectory });
  }
}

describe.each(databases.eachSupportedId())('the migrations, %s', databaseId => {
  it('go up and down again, one by one, leaving nothing', async () => {
    const knex = await databases.init(databaseId);
    const tables = async () => {
      const rows =
        databaseId === 'SQLITE_3'
          ? await knex('sqlite_master').where({ type: 'table' }).pluck('name')
          : await knex('pg_tables').where({ schemaname: 'public' }).pluck('tablename');
      return rows.filter(name => !/^(knex|sqlite)_/.test(name));
    };
    const [, pending] = await knex.migrate.list({ directory: migrationsDirectory });
    expect(pending.length).toBeGreaterThan(0);
    for (const _ of pending) {
      await knex.migrate.up({ directory: migrationsDirectory });
    }
    expect(await tables()).toContain('audit_events');
    for (const _ of pending) {
      await knex.migrate.down({ directory: migrationsDirectory });
    }
    expect(await tables()).toEqual([]);
    await knex.migrate.latest({ directory: migrationsDirectory });
    expect(await tables()).toContain('models');
  });

  it('keep what an older installation has registered, and make it searchable', async () => {
    const knex = await databases.init(databaseId);
    await knex.migrate.up({ directory: migrationsDirectory });
    const now = new Date();
    const model = {
      id: '00000000-0000-4000-8000-000000000001',
      name: 'flight-delay-risk',
      description: 'Too late?',
      owner: 'group:default/operations',
      entity_ref: 'component:default/risk',
      problem_type: 'binary-classification',
      tags: '["flights","flights"]',
      search_text: 'flight-delay-risk',
      version_count: 2,
      created_at: now,
      updated_at: now,
    };
    await knex('models').insert(model);
    const dataset = { name: 'flights', rows: 10 };
    const versions = [1, 2].map(version => ({
      id: `00000000-0000-4000-8000-00000000001${version}`,
      model_id: model.id,
      version,
      stage: 'None',
      digest: `sha256:${version}`,
      size_bytes: 7 * version,
      description: '',
      framework: 'XGBoost',
      details: JSON.stringify({ parameters: { depth: 3 }, ...(version === 1 && { dataset }) }),
      created_at: now,
      created_by: 'user:default/guest',
    }));
    await knex('versions').insert(versions);
    await knex('evaluations').insert(
      ['2020-01-01', '2021-01-01'].map((day, index) => ({
        id: `00000000-0000-4000-8000-00000000002${index}`,
        version_id: versions[1].id,
        split: 'test',
        name: day,
        evaluated_at: new Date(day),
        metrics: JSON.stringify({ auc: index / 2 }),
        details: '{}',
        created_at: now,
        created_by: 'user:default/guest',
      })),
    );

    await knex.migrate.latest({ directory: migrationsDirectory });
    expect(await knex('models').first()).toMatchObject({
      declared_by: 'component:default/risk',
      framework: 'xgboost',
      live_versions: 2,
      latest_version: 2,
    });
    const words = await knex('model_terms').orderBy('term').pluck('term');
    expect(words).toEqual(
      ['default', 'delay', 'flight', 'flights', 'group', 'late', 'operations', 'risk', 'too', 'xgboost'], // prettier-ignore
    );
    const prefixes = words.flatMap(word => [...word].map((_, at) => word.slice(0, at + 1)));
    expect((await knex('model_prefixes').pluck('prefix')).sort()).toEqual(
      [...new Set(prefixes)].sort(),
    );
    expect(await knex('model_prefixes').distinct('model_id', 'model_name')).toEqual([
      { model_id: model.id, model_name: model.name },
    ]);
    expect(await knex('model_tags').pluck('tag')).toEqual(['flights']);
    expect(await knex('model_metrics').select('metric', 'value')).toEqual([
      { metric: 'test.auc', value: 0.5 },
    ]);
    const stored = await knex('versions').orderBy('version');
    expect(stored.map(row => Number(row.artifact_bytes))).toEqual([7, 14]);
    expect(JSON.parse(stored[0].details)).toEqual({
      parameters: { depth: 3 },
      datasets: [{ ...dataset, role: 'training' }],
      unservableOutputs: [],
    });
    expect(await knex('evaluations').pluck('model_id')).toEqual([model.id, model.id]);

    const deleted = { ...(await knex('models').first()), declared_by: null, deleted_at: now };
    const deletedId = '00000000-0000-4000-8000-000000000002';
    await knex('models').insert({ ...deleted, id: deletedId, name: 'deleted' });
    await knex('deployments').insert({
      id: deletedId,
      name: 'deleted',
      model_id: deletedId,
      target: 'embedded',
      revision: 1,
      version: null,
      allow_event_time: false,
      created_at: now,
      updated_at: now,
    });
    await backTo(knex, '20261122000000_init.js');
    expect(await knex('models').pluck('name')).toEqual(['flight-delay-risk']);
    const [before] = await knex('versions').orderBy('version');
    expect(Number(before.size_bytes)).toBe(7);
    expect(JSON.parse(before.details)).toEqual({ parameters: { depth: 3 }, dataset });
    expect(await knex('evaluations').pluck('name')).toHaveLength(2);
    expect(await knex('models').pluck('entity_ref')).toEqual(['component:default/risk']);
  });

  it('take deployments to the first environment, and keep their history and their windows', async () => {
    const knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    await backTo(knex, '20261123100000_audit_chain.js');
    const at = new Date();
    const [model, id] = [1, 2].map(index => `00000000-0000-4000-8000-00000000000${index}`);
    await knex('models').insert({
      id: model,
      name: 'risk',
      description: '',
      owner: 'group:default/operations',
      problem_type: 'regression',
      tags: '[]',
      version_count: 2,
      live_versions: 2,
      created_at: at,
      updated_at: at,
    });
    const served = { revision: 2, version: 2, created_at: at };
    const deployment = { id, name: 'risk', model_id: model, target: 'embedded', updated_at: at };
    await knex('deployments').insert({ ...deployment, ...served, allow_event_time: true });
    const revisions = [1, 2].map(revision => ({
      deployment_id: id,
      revision,
      action: 'deploy',
      version: revision,
      reason: 'better',
      created_at: at,
      created_by: 'user:default/guest',
    }));
    await knex('deployment_revisions').insert(revisions);
    const window = {
      deployment: 'risk',
      version: 2,
      role: 'champion',
      window_start: 3_600_000,
      requests: 3,
      rows: 4,
      errors: 1,
      latency: Buffer.alloc(1),
    };
    await knex('windows').insert(window);

    await knex.migrate.latest({ directory: migrationsDirectory });
    const nothing = { canary_version: null, canary_weight: null, challengers: '[]', follow: null };
    expect(await knex('deployments').first()).toMatchObject({
      environment: 'development',
      revision: 2,
      version: 2,
      ...nothing,
    });
    expect(await knex('deployment_revisions').orderBy('revision')).toMatchObject(
      revisions.map(({ created_at, ...revision }) => ({ ...revision, ...nothing })),
    );

    await knex('deployments').update({ canary_version: 1, canary_weight: 5, challengers: '[3]' });
    await knex('windows').insert({ ...window, version: 3, role: 'challenger', shadow_dropped: 7 });
    await backTo(knex, '20261123100000_audit_chain.js');
    expect(await knex('deployments').first()).toMatchObject({ name: 'risk', version: 2 });
    expect(await knex('deployment_revisions').pluck('version')).toEqual([1, 2]);
    expect(await knex('windows').pluck('role')).toEqual(['champion']);
  });
});
