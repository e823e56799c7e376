import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import { buildReferenceProfile, parseCounts } from '@mlops-backstage/model-profile';
import knexOf from 'knex';
import type { Knex } from 'knex';
import { eventually } from '../__testUtils__/startMlops';
import { migrationsDirectory } from '../database/openDatabase';
import { DatabaseObserverStore } from './ObserverStore';
import type { ObservationGap } from './ObserverStore';
import { ANSWERING } from './Window';
import { DatabaseWindowStore } from './WindowStore';

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_15'] });
const FLUSH_MS = 1_000;
/** What a hand-over may take on a busy machine until it is stored. */
const WRITE_MS = 4_000;
const CLIENTS = 8;

const { schema } = buildReferenceProfile([
  { name: 'x', role: 'feature', kind: 'numeric', values: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] },
]);
// These files are in the repository only, and so are the tests.
// eslint-disable-next-line no-restricted-syntax
const artifactPath = join(
  __dirname,
  '../../../../packages/model-server/fixtures/identity_float32.onnx',
);
const BODY = JSON.stringify({
  inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 2], data: [1, 2] }],
});

interface Replica {
  process: ChildProcess;
  url: string;
  /** When its answers came; milliseconds since 1970. */
  answered: number[];
  /** Requests that were sent, answered or not. */
  sent: number;
}

async function startReplica(
  database: { client: string; connection: unknown },
  talliesDirectory: string,
  flushIntervalMs = FLUSH_MS,
): Promise<Replica> {
  const child = spawn(
    process.execPath,
    [
      '--no-deprecation',
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, '__testUtils__/serveUntilKilled.ts'),
      JSON.stringify({
        ...database,
        artifactPath,
        profileSchema: schema,
        flushIntervalMs,
        talliesDirectory,
      }),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let complaint = '';
  child.stderr!.on('data', chunk => {
    complaint += chunk;
  });
  const port = await Promise.race([
    once(child.stdout!, 'data').then(([text]) => String(text).trim()),
    once(child, 'exit').then(() => {
      throw new Error(`A replica didn't start: ${complaint}`);
    }),
  ]);
  return {
    process: child,
    url: `http://127.0.0.1:${port}/v2/models/d/infer`,
    answered: [],
    sent: 0,
  };
}

/** Asks one thing after the other until it is told to stop, or nobody answers any more. */
async function keepAsking(replica: Replica, goOn: () => boolean): Promise<void> {
  while (goOn()) {
    replica.sent++;
    try {
      const answer = await fetch(replica.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: BODY,
      });
      await answer.text();
      expect(answer.status).toBe(200);
      replica.answered.push(Date.now());
    } catch (error) {
      if (replica.process.exitCode === null && replica.process.signalCode === null) {
        await once(replica.process, 'exit');
      }
      return;
    }
    await sleep(5);
  }
}

/** How many requests are counted in windows of the deployment. */
async function countedIn(knex: Knex): Promise<number> {
  const windows = new DatabaseWindowStore(knex);
  let [requests, profiled] = [0, 0];
  for await (const window of windows.read('d', {}, ANSWERING)) {
    requests += window.requests;
    profiled += parseCounts(window.profile!, schema).rows;
  }
  expect(profiled).toBe(requests);
  return requests;
}

/** The one gap that there is, once it is known how many requests of the deployment were lost. */
async function gapIn(knex: Knex): Promise<Required<ObservationGap>> {
  const observers = new DatabaseObserverStore(knex);
  return eventually(async () => {
    const gaps = await observers.listGaps({}, 10, { deployment: 'd', roles: ANSWERING });
    expect(gaps.length).toBeLessThan(2);
    return gaps[0]?.requests !== undefined && (gaps[0] as Required<ObservationGap>);
  }, 120_000);
}

async function stop(replica: Replica): Promise<void> {
  replica.process.kill('SIGTERM');
  const [code] = await once(replica.process, 'exit');
  expect(code).toBe(0);
}

/**
 * What is counted in windows, and what is told to be missing, is what was answered. Of each client that had a request under
 * way when the process was killed either may be off by one: its answer may not have come, or not have been noted. (A client
 * waits for longer between two requests than a thread does until it has noted the first.)
 */
function expectAllTold(told: number, { answered, sent }: Pick<Replica, 'answered' | 'sent'>): void {
  expect(told).toBeLessThanOrEqual(sent);
  expect(told).toBeGreaterThanOrEqual(answered.length - CLIENTS);
}

// SQLite has one connection, so only a server's database can have two replicas.
(databases.eachSupportedId().length > 0 ? describe : describe.skip)(
  'two replicas of three workers, one of which is killed',
  () => {
    let knex: Knex;
    let replicas: Replica[];
    let talliesDirectory: string;

    beforeAll(async () => {
      talliesDirectory = await mkdtemp(join(tmpdir(), 'tallies-'));
      knex = await databases.init('POSTGRES_15');
      await knex.migrate.latest({ directory: migrationsDirectory });
      const { connection } = knex.client.config;
      replicas = await Promise.all(
        [1, 2].map(() => startReplica({ client: 'pg', connection }, talliesDirectory)),
      );
    });

    afterAll(async () => {
      for (const replica of replicas ?? []) {
        replica.process.kill('SIGKILL');
      }
      await rm(talliesDirectory, { recursive: true });
    });

    it('have counted all that was answered but what the killed one held, and tell how much that is and since when', async () => {
      const [killed, survivor] = replicas;
      let asking = true;
      const clients = replicas.flatMap(replica =>
        Array.from({ length: CLIENTS }, () => keepAsking(replica, () => asking)),
      );
      // Long enough for several hand-overs of every worker.
      await eventually(async () => (await knex('observers')).length === 2, 60_000);
      await eventually(
        async () => killed.answered.length > 1_000 && (await countedIn(knex)) > 1_000,
        60_000,
      );
      const killedAt = Date.now();
      killed.process.kill('SIGKILL');
      await eventually(
        async () => survivor.answered.filter(at => at > killedAt).length > 200,
        60_000,
      );
      asking = false;
      await Promise.all(clients);

      // The survivor hands everything over when it is stopped the regular way, so it has to find the loss before.
      const gap = await gapIn(knex);
      await stop(survivor);

      const answered = killed.answered.length + survivor.answered.length;
      const counted = await countedIn(knex);
      const lost = answered - counted;
      const since = (time: number) => killed.answered.filter(at => at > time).length;
      expect(survivor.sent).toBe(survivor.answered.length);
      expect(counted).toBeLessThanOrEqual(killed.sent + survivor.sent);
      expect(lost).toBeLessThanOrEqual(since(killedAt - FLUSH_MS - WRITE_MS));
      // What is missing lies in the gap that is told, and nothing else does.
      expect(gap.lost).toBe('replica');
      expect(gap.from).toBeLessThanOrEqual(killedAt);
      expect(gap.until).toBeGreaterThanOrEqual(killedAt);
      expect(lost).toBeLessThanOrEqual(since(gap.from));
      expect(await knex('observers')).toEqual([]);
      // The number that is told is the one that is missing.
      expect(gap.requests).toBeGreaterThan(0);
      expectAllTold(counted + gap.requests - survivor.answered.length, killed);
      expect(await gapIn(knex)).toEqual(gap);
      expect(await readdir(talliesDirectory)).toEqual([]);
    });
  },
);

describe('a replica by itself, on SQLite', () => {
  let folder: string;
  let knex: Knex;
  const started: Replica[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'replica-'));
    knex = knexOf({
      client: 'better-sqlite3',
      connection: { filename: join(folder, 'mlops.sqlite') },
      useNullAsDefault: true,
    });
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  afterEach(async () => {
    for (const { process: child } of started.splice(0)) {
      child.kill('SIGKILL');
    }
    await knex.destroy();
    await rm(folder, { recursive: true });
  });

  const tallies = () => join(folder, 'tallies');
  const start = async (flushIntervalMs?: number) => {
    const { client, connection } = knex.client.config;
    const replica = await startReplica({ client, connection }, tallies(), flushIntervalMs);
    started.push(replica);
    return replica;
  };

  it('finds, once it is started again, how much it held when it was killed', async () => {
    const killed = await start();
    const clients = Array.from({ length: CLIENTS }, () => keepAsking(killed, () => true));
    await eventually(
      async () => killed.answered.length > 500 && (await countedIn(knex)) > 500,
      60_000,
    );
    killed.process.kill('SIGKILL');
    await Promise.all(clients);
    expect(await readdir(tallies())).toHaveLength(3);

    const again = await start();
    const gap = await gapIn(knex);
    await stop(again);
    expect(gap).toMatchObject({ lost: 'replica' });
    expect(gap.requests).toBeGreaterThan(0);
    expectAllTold((await countedIn(knex)) + gap.requests, killed);
    expect(await readdir(tallies())).toEqual([]);
  });

  it('tells to the request what was lost with a worker', async () => {
    const replica = await start(600_000);
    const answers = 60;
    for (let i = 0; i < answers; i++) {
      // A connection each, so that all workers have some.
      const answer = await fetch(replica.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', connection: 'close' },
        body: BODY,
      });
      expect(answer.status).toBe(200);
    }
    replica.process.kill('SIGUSR2');
    const gap = await gapIn(knex);
    await stop(replica);
    expect(gap).toMatchObject({ lost: 'worker' });
    expect(gap.requests).toBeGreaterThan(0);
    expect((await countedIn(knex)) + gap.requests).toBe(answers);
    expect(await gapIn(knex)).toEqual(gap);
    expect(await readdir(tallies())).toEqual([]);
  });
});
