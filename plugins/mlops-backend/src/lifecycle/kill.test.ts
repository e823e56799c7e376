import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMockDirectory, TestDatabases } from '@backstage/backend-test-utils';
import { buildSync } from 'esbuild';
import type { Knex } from 'knex';
import knexOf from 'knex';
import { riskMetadata, riskModel, riskModel2 } from '../__testUtils__/files';
import { startMlops } from '../__testUtils__/startMlops';
import { DatabaseAuditStore } from '../governance/AuditStore';
import { verifyChain } from '../governance/verifyChain';

jest.setTimeout(900_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
/** Long enough for a few promotions on a busy machine, so that the moments fall anywhere in one. */
const LONGEST_LIFE_MS = 120;

/** The file that is run. */
let promoter: string;

/** Models with versions, and deployments that follow what becomes of them. */
async function prepare(knex: Knex) {
  const mlops = await startMlops({ knex });
  const ok = async (answer: PromiseLike<{ status: number; body: unknown }>) => {
    const { status, body } = await answer;
    expect({ status, body }).toMatchObject({ status: 201 });
  };
  for (const model of ['first', 'second']) {
    const metadata = { ...riskMetadata, name: model };
    await ok(
      mlops.api
        .post('/api/mlops/models')
        .field('metadata', JSON.stringify(metadata))
        .attach('artifact', riskModel),
    );
    await ok(
      mlops.api
        .post(`/api/mlops/models/${model}/versions`)
        .field('metadata', '{}')
        .attach('artifact', riskModel2),
    );
    for (const follow of ['Staging', 'Production']) {
      await ok(
        mlops.api.post('/api/mlops/deployments').send({
          name: `${model}-${follow.toLowerCase()}`,
          model,
          version: 1,
          environment: 'development',
          follow,
          reason: 'to follow',
        }),
      );
    }
  }
  await mlops.stop();
}

/** The promoter as one file of JavaScript, since 220 processes that compile TypeScript first would take an hour. */
function buildPromoter(): string {
  const outfile = join(__dirname, '../../.killed-promoter.cjs');
  buildSync({
    entryPoints: [join(__dirname, '__testUtils__/promoteForever.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    logLevel: 'error',
    external: ['knex', 'better-sqlite3', 'pg', 'onnxruntime-node', '@backstage/*', 'express'],
  });
  return outfile;
}

function startPromoter(config: object): ChildProcess {
  return spawn(process.execPath, ['--no-deprecation', promoter, JSON.stringify(config)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Lets a promoter live until it has begun to promote and a random while longer; then its power fails. */
async function liveAndDie(config: object): Promise<void> {
  const child = startPromoter(config);
  let complaint = '';
  child.stderr!.on('data', chunk => {
    complaint += chunk;
  });
  const exited = once(child, 'exit');
  await Promise.race([once(child.stdout!, 'data'), exited]);
  await Promise.race([sleep(Math.random() * LONGEST_LIFE_MS), exited]);
  child.kill('SIGKILL');
  const [, signal] = await exited;
  expect({ signal, complaint }).toEqual({ signal: 'SIGKILL', complaint: '' });
}

/** What the last audit events say that is so, against what is so. */
async function checkAgainstAudit(knex: Knex): Promise<number> {
  const chain = await new DatabaseAuditStore(knex).readAll((rows, ends) => verifyChain(rows, ends));
  expect(chain).toMatchObject({ intact: true });

  const events = await knex('audit_events').where({ outcome: 'done' }).orderBy('seq');
  const told = (kind: string, name: string) =>
    events.filter(event => event.resource_kind === kind && event.resource === name);
  const versions = await knex('versions')
    .join('models', 'models.id', 'versions.model_id')
    .select('models.name', 'versions.version', 'versions.stage');
  for (const { name, version, stage } of versions) {
    const moves = told('version', `${name}@${version}`).filter(
      event => event.action === 'version.transition',
    );
    let at = 'None';
    for (const move of moves) {
      expect(JSON.parse(move.before).stage).toBe(at);
      at = JSON.parse(move.after).stage;
    }
    expect({ name, version, stage }).toEqual({ name, version, stage: at });
  }
  for (const row of await knex('deployments')) {
    const revisions = await knex('deployment_revisions')
      .where({ deployment_id: row.id })
      .orderBy('revision');
    const changes = told('deployment', row.name);
    expect(revisions.map(one => one.revision)).toEqual(changes.map((_, index) => index + 1));
    expect(changes.map(event => JSON.parse(event.after).version ?? null)).toEqual(
      revisions.map(one => one.version),
    );
    expect(row.revision).toBe(revisions.length);
    expect(row.version).toBe(revisions[revisions.length - 1].version);
  }
  return events.filter(event => event.action === 'version.transition').length;
}

describe('a process that is killed while it promotes', () => {
  beforeAll(() => {
    promoter = buildPromoter();
  });

  afterAll(() => rm(promoter, { force: true }));

  if (databases.supports('POSTGRES_15')) {
    it('leaves no change without its audit event and no event without its change: 200 times, four at once, on PostgreSQL', async () => {
      const knex = await databases.init('POSTGRES_15');
      await prepare(knex);
      const { client, connection } = knex.client.config;
      let before = 0;
      for (let round = 0; round < 50; round++) {
        await Promise.all(Array.from({ length: 4 }, () => liveAndDie({ client, connection })));
        const moved = await checkAgainstAudit(knex);
        expect(moved).toBeGreaterThan(before);
        before = moved;
      }
    });
  }

  it('leaves no change without its audit event and no event without its change: 20 times, on SQLite', async () => {
    const filename = createMockDirectory().resolve('killed.sqlite');
    const config = { client: 'better-sqlite3', useNullAsDefault: true, connection: { filename } };
    const knex = knexOf(config);
    await prepare(knex);
    await knex.destroy();
    let before = 0;
    for (let round = 0; round < 20; round++) {
      await liveAndDie(config);
      const survivor = knexOf(config);
      const moved = await checkAgainstAudit(survivor);
      await survivor.destroy();
      expect(moved).toBeGreaterThan(before);
      before = moved;
    }
  });
});
