// How long pages of a registry of 100,000 models with a million versions take over HTTP, against those of 1,000 models.
// Needs PostgreSQL: MLOPS_BENCH_POSTGRES, by default the local one. Both databases are made, and dropped at the end.
import { createRequire } from 'node:module';
import { quick, report } from './figures.mjs';
import { seed, WORD } from './registry/seed.mjs';

const require = createRequire(import.meta.url);
const knexOf = require('knex');
const source = '../plugins/mlops-backend/src';
const { startMlops } = require(`${source}/__testUtils__/startMlops`);
const { migrationsDirectory } = require(`${source}/database/openDatabase`);

const POSTGRES = process.env.MLOPS_BENCH_POSTGRES ?? 'postgresql://postgres@127.0.0.1:5432/';
const SMALL = 1_000;
const LARGE = quick ? 10_000 : 100_000;
const ROUNDS = quick ? 60 : 300;
const WARM_UP = 10;
/** A page of the large registry may take so many times that of the small one, and so many milliseconds. */
const MOST_TIMES = 1.5;
const MOST_MS = 50;

/** What people ask of the list. */
const pages = {
  'first page, by name': '',
  'first page, newest change first': 'sort=-updatedAt',
  'first page, by owner': 'sort=owner',
  'first page, best AUC first': 'sort=-metric:test.auc',
  'a word that a tenth have': 'search=churn',
  'the beginning of that word': 'search=chu',
  'a word that ten models have': `search=${WORD}`,
  'a common word and a rare one': `search=churn ${WORD}`,
  'a word that none has': 'search=zeppelin',
  'one owner': 'owner=group:default/team-3',
  'one owner and a word': 'owner=group:default/team-3&search=churn',
  'one system': 'system=system:default/system-3',
  'in Production': 'stage=Production',
  'a tag and a framework': 'tag=tag-3&framework=pytorch',
  'an alias and a problem type': 'alias=champion&problemType=regression',
  deployed: 'deployed=true',
  'not deployed': 'deployed=false',
  'AUC above 0.8': 'metric=test.auc>0.8',
  'AUC above 0.99': 'metric=test.auc>0.99',
  'AUC above 0.9 and in Production, best first':
    'metric=test.auc>0.9&stage=Production&sort=-metric:test.auc',
  'a word, in Production, newest change first': 'search=fraud&stage=Production&sort=-updatedAt',
};

/**
 * A beginning that a tenth of the models have, by many rare words, all of them far from the start of the list: where it
 * isn't read off an index by name, thousands of models are looked at for the first page.
 */
const CLUSTERED = 'search=w7';

/** What the page of a model asks for, at once. */
const ofModel = name => [
  `models/${name}`,
  `models/${name}/versions`,
  `models/${name}/versions/9`,
  `models/${name}/versions/9/evaluations`,
  `models/${name}/evaluations`,
  `deployments?model=${name}`,
];

async function openRegistry(models) {
  const database = `mlops_bench_${models}`;
  const admin = knexOf({ client: 'pg', connection: POSTGRES });
  await admin.raw(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await admin.raw(`CREATE DATABASE ${database}`);
  await admin.destroy();
  const url = new URL(POSTGRES);
  url.pathname = `/${database}`;
  const knex = knexOf({ client: 'pg', connection: url.toString(), pool: { min: 4, max: 10 } });
  await knex.migrate.latest({ directory: migrationsDirectory });
  const started = Date.now();
  await knex.transaction(transaction => seed(transaction, models));
  // What autovacuum would have done by the time that people look.
  await knex.raw('VACUUM ANALYZE');
  process.stderr.write(`${models} models made in ${Math.round((Date.now() - started) / 1000)} s\n`);
  const mlops = await startMlops({ knex, directory: `/tmp/${database}` });
  return { database, knex, mlops, base: `http://localhost:${mlops.server.port()}/api/mlops` };
}

async function close({ database, knex, mlops }) {
  await mlops.stop();
  await knex.destroy();
  const admin = knexOf({ client: 'pg', connection: POSTGRES });
  await admin.raw(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await admin.destroy();
}

async function get({ base }, path) {
  const response = await fetch(`${base}/${path}`);
  if (!response.ok) {
    throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
  return response.json();
}

const list = query => `models?${new URLSearchParams(query)}`;
const p95 = times => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)];

/** One page of the small registry and one of the large, in turns, so that both see the same machine. */
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

async function cursorAfter(registry, pagesOf100) {
  let cursor;
  for (let page = 0; page < pagesOf100; page++) {
    const query = { limit: '100', ...(cursor && { cursor }) };
    cursor = (await get(registry, list(query))).nextCursor;
  }
  return cursor;
}

const small = await openRegistry(SMALL);
const large = await openRegistry(LARGE);
const figures = [];
const add = (what, [baseline, value]) =>
  figures.push({ what, unit: 'ms, p95', value, baseline, most: MOST_TIMES, mostValue: MOST_MS });
try {
  for (const [what, query] of Object.entries(pages)) {
    add(what, await measure(small, large, registry => get(registry, list(query))));
  }
  add(
    'beginnings that cluster in the list',
    await measure(small, large, registry => get(registry, list(CLUSTERED))),
  );
  small.cursor = await cursorAfter(small, SMALL / 200);
  large.cursor = await cursorAfter(large, LARGE / 200);
  add(
    'a page in the middle of the list',
    await measure(small, large, registry => get(registry, list({ cursor: registry.cursor }))),
  );
  for (const registry of [small, large]) {
    registry.model = (await get(registry, 'models?deployed=true')).items[0].name;
  }
  add(
    'the page of a model',
    await measure(small, large, registry =>
      Promise.all(ofModel(registry.model).map(path => get(registry, path))),
    ),
  );
} finally {
  await close(small);
  await close(large);
}
await report('registry', figures);
process.exit();
