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
import type { MessageRow } from '../outbox/Outbox';
import { Outbox } from '../outbox/Outbox';
import { OutboxSender } from '../outbox/OutboxSender';
import { startReceiver } from '../webhooks/__testUtils__/receiver';
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

const DONE_AS: Record<string, string> = { 'alert.raise': 'raised', 'alert.resolve': 'resolved' };

/** Through which way a message tells what of which alert. */
const TOLD_BY: Record<string, (body: any) => string> = {
  notifications: ({ data: { payload } }) =>
    `${payload.title.startsWith('Resolved') ? 'resolved' : 'raised'} ${payload.scope}`,
  events: ({ data }) => `${data.type} ${data.alert.id}`,
  'test:hook': ({ type, data }) => `${type.slice('alert.'.length)} ${data.alert.id}`,
};

const wordsOf = ({ destination, body }: Pick<MessageRow, 'destination' | 'body'>) =>
  TOLD_BY[destination](JSON.parse(body));

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
      () => message => sendWebhook(receiver.endpoint(), message),
      {},
      mockServices.logger.mock(),
    );
    sender.trigger();
    await eventually(
      async () => (await knex('outbox').where({ state: 'pending' })).length === 0,
      120_000,
    );
    await sender.stop();

    const messages: MessageRow[] = await knex('outbox');
    const done = await knex('audit_events').where('action', 'like', 'alert.%');
    expect(done.length).toBeGreaterThan(ROUNDS * atOnce);
    const byId = new Map(messages.map(message => [message.id, message]));
    const { received } = receiver;
    /** What came first of each message, in the order in which it came. */
    const came = [...new Set(received.map(({ id }) => id))];
    const ways = Object.keys(TOLD_BY);
    const ofWay = (way: string) => messages.filter(({ destination }) => destination === way);
    const deeds = done.map(({ action, resource }) => `${DONE_AS[action]} ${resource}`).sort();
    return {
      /** Ways by which not just what was done was told, each once. */
      untrue: ways.filter(way => ofWay(way).map(wordsOf).sort().join() !== deeds.join()),
      unreceived: [...byId.keys()].filter(id => !came.includes(id)),
      wrong: received.filter(
        ({ id, body, isGenuine }) => !isGenuine || byId.get(id)?.body !== body,
      ),
      /** Told to be over before they were told to be there. */
      unordered: ways.flatMap(way => {
        const words = came
          .map(id => byId.get(id)!)
          .filter(({ destination }) => destination === way);
        return words
          .map(wordsOf)
          .filter(
            (one, place, all) =>
              one.startsWith('resolved') &&
              !all.slice(0, place).includes(one.replace('resolved', 'raised')),
          );
      }),
    };
  } finally {
    await receiver.stop();
  }
}

const NOTHING_LOST = { untrue: [], unreceived: [], wrong: [], unordered: [] };

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
    it('leaves no webhook, notification or event out and tells of nothing that was not done: ten times, two at once, on PostgreSQL', async () => {
      const knex = await databases.init('POSTGRES_15');
      await register(knex);
      const { client, connection } = knex.client.config;
      expect(await killAndCount(knex, { client, connection }, 2)).toEqual(NOTHING_LOST);
    });
  }

  it('leaves no webhook, notification or event out and tells of nothing that was not done: five times, on SQLite', async () => {
    const filename = createMockDirectory().resolve('killed.sqlite');
    const config = { client: 'better-sqlite3', useNullAsDefault: true, connection: { filename } };
    const knex = knexOf(config);
    try {
      await register(knex);
      expect(await killAndCount(knex, config, 1)).toEqual(NOTHING_LOST);
    } finally {
      await knex.destroy();
    }
  });
});
