import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { DatabaseLabelStore } from '../predictions/LabelStore';
import { DatabasePredictionStore } from '../predictions/PredictionStore';
import { DatabaseServedRowStore } from './ServedRowStore';
import type { ServedRow } from './ServedRowStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('served rows, %s', databaseId => {
  let knex: Knex;
  let store: DatabaseServedRowStore;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    store = new DatabaseServedRowStore(knex);
    // Many at one time, so that pages end between rows of one time.
    const rows = Array.from({ length: 4_100 }, (_, i) => ({
      deployment: 'd',
      predictionId: `p${Math.floor(i / 3)}`,
      row: i % 3,
      version: 1 + Number(i >= 4_000),
      role: 'champion' as const,
      time: 1_000 * Math.floor(i / 900),
      latencyMs: 1,
      outputs: { label: i },
      key: `k${i}`,
      kept: { carrier: i % 2 ? 'AA' : null },
    }));
    await new DatabasePredictionStore(knex).add(rows);
    const labels = new DatabaseLabelStore(knex);
    await knex.transaction(async tx => {
      await labels.put(tx, 'd', [{ predictionId: 'p0', row: 1, label: 'by id' }]);
      await labels.putKeyed(tx, 'd', [
        { key: 'k1', label: 'by key' },
        { key: 'k2', label: 'by key' },
        { key: 'none', label: 'of nothing' },
      ]);
      await labels.putKeyed(tx, 'other', [{ key: 'k3', label: 'elsewhere' }]);
    });
  });

  const all = async (query: Partial<Parameters<DatabaseServedRowStore['read']>[0]> = {}) => {
    const found: ServedRow[] = [];
    for await (const row of store.read({ deployment: 'd', version: 1, range: {}, ...query })) {
      found.push(row);
    }
    return found;
  };

  it('come in order of time, each once, rows of a request after each other', async () => {
    const rows = await all();
    expect(new Set(rows.map(({ outputs }) => outputs.label)).size).toBe(4_000);
    expect(rows.map(({ time }) => time)).toEqual(
      rows.map(({ time }) => time).sort((a, b) => a - b),
    );
    const requests = rows.map(({ predictionId }) => predictionId);
    const begun = requests.filter((id, i) => id !== requests[i - 1]);
    // A request whose rows are told to be of two times is begun twice.
    expect(begun.length).toBe(new Set(rows.map(({ time, predictionId }) => `${time} ${predictionId}`)).size); // prettier-ignore
  });

  it('have their label by id before the one by key, and what is kept', async () => {
    const labelled = await all({ labelled: true });
    expect(labelled.map(({ outputs, label }) => [outputs.label, label])).toEqual([
      [1, 'by id'],
      [2, 'by key'],
    ]);
    const everything = (await all()).filter(({ label }) => label !== undefined);
    expect(everything).toEqual(labelled);
    expect(labelled[0].kept).toEqual({ carrier: 'AA' });
    expect((await all({ range: { from: 1_000, to: 2_000 } })).length).toBe(900);
  });

  it('tell their versions, their extent and where the newest begin', async () => {
    expect(await store.versions('d')).toEqual([1, 2]);
    expect(await store.versions('nothing')).toEqual([]);
    const query = { deployment: 'd', version: 1, range: {} };
    expect(await store.extent(query)).toEqual({ first: 0, last: 4_000 });
    expect(await store.extent({ ...query, version: 3 })).toBeUndefined();
    expect(await store.timeOfRow(query, 400)).toBe(3_000);
    expect(await store.timeOfRow(query, 4_000)).toBeUndefined();
    expect(await Promise.all(['d', 'other', 'nothing'].map(name => store.hasLabels(name)))).toEqual(
      [true, true, false],
    );
  });

  it('are read off the index, never sorted', async () => {
    const statements: Array<{ sql: string; bindings: any[] }> = [];
    const listen = ({ sql, bindings }: any) => statements.push({ sql, bindings });
    knex.on('query', listen);
    await all();
    knex.removeListener('query', listen);
    expect(statements.length).toBe(3);
    const plans = await knex.transaction(async tx => {
      if (databaseId !== 'SQLITE_3') {
        // Of so few rows PostgreSQL would rather read them all.
        await tx.raw('set local enable_seqscan = off');
        await tx.raw('set local enable_bitmapscan = off');
      }
      const explain = databaseId === 'SQLITE_3' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
      const found: string[] = [];
      for (const { sql, bindings } of statements) {
        const plan = await tx.raw(`${explain} ${sql.replace(/\$\d+/g, '?')}`, bindings);
        found.push(JSON.stringify(plan));
      }
      return found;
    });
    for (const plan of plans) {
      expect(plan).toContain('predictions_by_time');
      expect(plan).not.toMatch(/TEMP B-TREE|Sort/);
    }
  });
});
