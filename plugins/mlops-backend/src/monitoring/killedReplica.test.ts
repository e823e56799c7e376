import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import { buildReferenceProfile, parseCounts } from '@mlops-backstage/model-profile';
import type { Knex } from 'knex';
import { eventually } from '../__testUtils__/startMlops';
import { migrationsDirectory } from '../database/openDatabase';
import { DatabaseObserverStore } from './ObserverStore';
import { ANSWERING, DatabaseWindowStore } from './WindowStore';

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

async function startReplica(connection: unknown): Promise<Replica> {
  const child = spawn(
    process.execPath,
    [
      '--no-deprecation',
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, '__testUtils__/serveUntilKilled.ts'),
      JSON.stringify({
        connection,
        artifactPath,
        profileSchema: schema,
        flushIntervalMs: FLUSH_MS,
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

// SQLite has one connection, so only a server's database can have two replicas.
(databases.eachSupportedId().length > 0 ? describe : describe.skip)(
  'two replicas of three workers, one of which is killed',
  () => {
    let knex: Knex;
    let replicas: Replica[];

    beforeAll(async () => {
      knex = await databases.init('POSTGRES_15');
      await knex.migrate.latest({ directory: migrationsDirectory });
      const { connection } = knex.client.config;
      replicas = await Promise.all([startReplica(connection), startReplica(connection)]);
    });

    afterAll(() => {
      for (const replica of replicas ?? []) {
        replica.process.kill('SIGKILL');
      }
    });

    it('have counted all that was answered but what the killed one held, and tell since when', async () => {
      const [killed, survivor] = replicas;
      let asking = true;
      const clients = replicas.flatMap(replica =>
        Array.from({ length: CLIENTS }, () => keepAsking(replica, () => asking)),
      );
      const stored = async () => {
        const windows = new DatabaseWindowStore(knex);
        let [requests, profiled] = [0, 0];
        for await (const window of windows.read('d', {}, ANSWERING)) {
          requests += window.requests;
          profiled += parseCounts(window.profile!, schema).rows;
        }
        expect(profiled).toBe(requests);
        return requests;
      };
      // Long enough for several hand-overs of every worker.
      await eventually(async () => (await knex('observers')).length === 2, 60_000);
      await eventually(
        async () => killed.answered.length > 1_000 && (await stored()) > 1_000,
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
      const observers = new DatabaseObserverStore(knex);
      const [gap] = await eventually(async () => {
        const gaps = await observers.listGaps({}, 10);
        return gaps.length > 0 && gaps;
      }, 120_000);
      survivor.process.kill('SIGTERM');
      const [code] = await once(survivor.process, 'exit');
      expect(code).toBe(0);

      const answered = killed.answered.length + survivor.answered.length;
      const counted = await stored();
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
      expect(await observers.listGaps({}, 10)).toHaveLength(1);
      expect(await knex('observers')).toEqual([]);
    });
  },
);
