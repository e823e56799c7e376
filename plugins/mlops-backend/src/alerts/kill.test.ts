import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMockDirectory, mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { buildSync } from 'esbuild';
import type { Knex } from 'knex';
import knexOf from 'knex';
import { createRegistry } from '../__testUtils__/registry';
import { eventually } from '../__testUtils__/startMlops';
import { migrationsDirectory } from '../database/openDatabase';
import { startReceiver } from '../webhooks/__testUtils__/receiver';
import { Outbox } from '../webhooks/Outbox';
import { OutboxSender } from '../webhooks/OutboxSender';
import { sendWebhook } from '../webhooks/sendWebhook';

jest.setTimeout(600_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const ROUNDS = 5;
/** Long enough for some alerts, so that the moments fall anywhere in one. */
const LONGEST_LIFE_MS = 400;

/** The file that is run. */
let program: string;

/** Lets a process live until it has raised an alert and a random while longer; then its power fails. */
async function liveAndDie(argument: object): Promise<void> {
  const child = spawn(process.execPath, ['--no-deprecation', program, JSON.stringify(argument)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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

async function register(knex: Knex): Promise<void> {
  await knex.migrate.latest({ directory: migrationsDirectory });
  await createRegistry(knex).registration.registerModel(
    { ref: 'user:default/ada' },
    { name: 'risk', owner: 'group:default/a', description: '', problemType: 'other', tags: [] },
    undefined,
  );
}

const TOLD_AS: Record<string, string> = {
  'alert.raise': 'alert.raised',
  'alert.resolve': 'alert.resolved',
};

/** Kills processes, sends what they left behind, and tells what was done and what came of it. */
async function killAndCount(knex: Knex, config: object, atOnce: number) {
  const receiver = await startReceiver();
  try {
    const argument = { config, endpoint: receiver.endpoint() };
    for (let round = 0; round < ROUNDS; round++) {
      await Promise.all(Array.from({ length: atOnce }, () => liveAndDie(argument)));
    }
    const sender = new OutboxSender(
      new Outbox(knex),
      () => receiver.endpoint(),
      { send: sendWebhook },
      mockServices.logger.mock(),
    );
    sender.trigger();
    await eventually(
      async () => (await knex('webhook_outbox').where({ state: 'pending' })).length === 0,
      120_000,
    );
    await sender.stop();

    const messages = await knex('webhook_outbox');
    const done = await knex('audit_events').where('action', 'like', 'alert.%');
    expect(done.length).toBeGreaterThan(ROUNDS * atOnce);
    const told = messages.map(({ body }) => {
      const { type, data } = JSON.parse(body);
      return `${type} ${data.alert.id}`;
    });
    const bodies = new Map(messages.map(({ id, body }) => [id, body]));
    const { received } = receiver;
    return {
      done: done.map(({ action, resource }) => `${TOLD_AS[action]} ${resource}`).sort(),
      told: told.sort(),
      sent: [...bodies.keys()].sort(),
      received: [...new Set(received.map(({ id }) => id))].sort(),
      wrong: received.filter(({ id, body, isGenuine }) => !isGenuine || bodies.get(id) !== body),
    };
  } finally {
    await receiver.stop();
  }
}

describe('a process that is killed while it tells of alerts', () => {
  beforeAll(() => {
    program = join(__dirname, '../../.killed-alerter.cjs');
    buildSync({
      entryPoints: [join(__dirname, '__testUtils__/alertForever.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      logLevel: 'error',
      external: ['knex', 'better-sqlite3', 'pg', 'onnxruntime-node', '@backstage/*', 'express'],
    });
  });

  afterAll(() => rm(program, { force: true }));

  if (databases.supports('POSTGRES_15')) {
    it('leaves no webhook out and tells of nothing that was not done: ten times, two at once, on PostgreSQL', async () => {
      const knex = await databases.init('POSTGRES_15');
      await register(knex);
      const { client, connection } = knex.client.config;
      const { done, told, sent, received, wrong } = await killAndCount(
        knex,
        { client, connection },
        2,
      );
      expect(told).toEqual(done);
      expect(received).toEqual(sent);
      expect(wrong).toEqual([]);
    });
  }

  it('leaves no webhook out and tells of nothing that was not done: five times, on SQLite', async () => {
    const filename = createMockDirectory().resolve('killed.sqlite');
    const config = { client: 'better-sqlite3', useNullAsDefault: true, connection: { filename } };
    const knex = knexOf(config);
    try {
      await register(knex);
      const { done, told, sent, received, wrong } = await killAndCount(knex, config, 1);
      expect(told).toEqual(done);
      expect(received).toEqual(sent);
      expect(wrong).toEqual([]);
    } finally {
      await knex.destroy();
    }
  });
});
