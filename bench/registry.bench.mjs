// How long pages of a registry of 100,000 models with a million versions take, against those of one of 1,000 models.
// Needs PostgreSQL: MLOPS_BENCH_POSTGRES, by default the local one.
import { createRequire } from 'node:module';
import { quick, report } from './figures.mjs';
import { RARE_WORD, seed } from './registry/seed.mjs';

const require = createRequire(import.meta.url);
const knexOf = require('knex');
const source = '../plugins/mlops-backend/src';
const { createRegistry } = require(`${source}/__testUtils__/registry`);
const { parseModelQuery } = require(`${source}/registry/parseModelQuery`);
const { migrationsDirectory } = require(`${source}/database/openDatabase`);

const POSTGRES = process.env.MLOPS_BENCH_POSTGRES ?? 'postgresql://postgres@127.0.0.1:5432/';
const SMALL = 1_000;
const LARGE = quick ? 20_000 : 100_000;
const ROUNDS = quick ? 60 : 300;
const WARM_UP = 10;
/** A page of the large registry may take so many times that of the small one, and so many milliseconds. */
const MOST_TIMES = 1.5;
const MOST_MS = 50;

const ownOnly = { column: 'owner', values: ['group:default/team-3', 'group:default/team-4'] };

/** What people ask of the list. */
const queries = {
  'first page, by name': [{}],
  'first page, newest change first': [{ sort: '-updatedAt' }],
  'first page, by owner': [{ sort: 'owner' }],
  'first page, best AUC first': [{ sort: '-metric:test.auc' }],
  'a word that a tenth have': [{ search: 'churn' }],
  'a word that a thousandth have': [{ search: RARE_WORD }],
  'the beginning of a word': [{ search: 'chu' }],
  'two words': [{ search: `churn ${RARE_WORD}` }],
  'a word that none has': [{ search: 'zeppelin' }],
  'one owner': [{ owner: ['group:default/team-3'] }],
  'one system and a word': [{ system: ['system:default/system-3'], search: 'risk' }],
  'in Production': [{ stage: ['Production'] }],
  'a tag and a framework': [{ tag: ['tag-3'], framework: ['pytorch'] }],
  'an alias and a problem type': [{ alias: ['champion'], problemType: ['regression'] }],
  deployed: [{ deployed: true }],
  'not deployed': [{ deployed: false }],
  'AUC above 0.8': [{ metric: ['test.auc>0.8'] }],
  'AUC above 0.9995': [{ metric: ['test.auc>0.9995'] }],
  'AUC above 0.9 and in Production, best first': [
    { metric: ['test.auc>0.9'], stage: ['Production'], sort: '-metric:test.auc' },
  ],
  'a word, in Production, newest change first': [
    { search: 'fraud', stage: ['Production'], sort: '-updatedAt' },
  ],
  'what two groups own, as the policy limits it': [{}, ownOnly],
  'a word among what two groups own': [{ search: 'churn' }, ownOnly],
};

async function openRegistry(models) {
  const name = `mlops_bench_${models}`;
  const admin = knexOf({ client: 'pg', connection: POSTGRES });
  await admin.raw(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.raw(`CREATE DATABASE ${name}`);
  await admin.destroy();
  const url = new URL(POSTGRES);
  url.pathname = `/${name}`;
  const knex = knexOf({ client: 'pg', connection: url.toString(), pool: { min: 4, max: 10 } });
  await knex.migrate.latest({ directory: migrationsDirectory });
  const started = Date.now();
  await knex.transaction(transaction => seed(transaction, models));
  // What autovacuum would have done by the time that people look.
  await knex.raw('VACUUM ANALYZE');
  process.stderr.write(`${models} models made in ${Math.round((Date.now() - started) / 1000)} s\n`);
  return { name, knex, ...createRegistry(knex) };
}

async function close({ name, knex }) {
  await knex.destroy();
  const admin = knexOf({ client: 'pg', connection: POSTGRES });
  await admin.raw(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.destroy();
}

const p95 = times => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)];

/** One page in the small registry and one in the large, in turns, so that both see the same machine. */
async function measure(small, large, work) {
  const times = [[], []];
  for (let round = 0; round < ROUNDS + WARM_UP; round++) {
    for (const [index, registry] of [small, large].entries()) {
      const started = performance.now();
      await work(registry);
      if (round >= WARM_UP) {
        times[index].push(performance.now() - started);
      }
    }
  }
  return times.map(p95);
}

async function lastOfPage(registry, pages) {
  let after;
  for (let page = 0; page < pages; page++) {
    const { next } = await registry.registry.listModels(
      { ...parseModelQuery({ limit: 100 }), after },
      'all',
    );
    after = next ?? after;
  }
  return after;
}

const small = await openRegistry(SMALL);
const large = await openRegistry(LARGE);
const figures = [];
function add(what, [baseline, value]) {
  figures.push({ what, unit: 'ms, p95', value, baseline, most: MOST_TIMES, mostValue: MOST_MS });
}
try {
  for (const [what, [query, readable = 'all']] of Object.entries(queries)) {
    const parsed = parseModelQuery(query);
    add(what, await measure(small, large, one => one.registry.listModels(parsed, readable)));
  }
  for (const one of [small, large]) {
    one.deep = await lastOfPage(one, one === small ? 5 : LARGE / 200);
    const { items } = await one.registry.listModels(parseModelQuery({}), 'all');
    one.model = items[0].name;
  }
  add(
    'a page in the middle of the list',
    await measure(small, large, one =>
      one.registry.listModels({ ...parseModelQuery({}), after: one.deep }, 'all'),
    ),
  );
  add(
    'the page of a model',
    await measure(small, large, async ({ registry, model }) => {
      const row = await registry.findModel(model);
      await Promise.all([
        registry.getModel(row),
        registry.listVersions(row, { limit: 25 }),
        registry.getVersion(row, 9),
        registry.listEvaluations(row, 9),
        registry.listModelEvaluations(row, { limit: 100 }),
      ]);
    }),
  );
} finally {
  await close(small);
  await close(large);
}
await report('registry', figures);
