import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { eventually } from '../__testUtils__/startMlops';
import { migrationsDirectory } from '../database/openDatabase';
import { startReceiver } from '../webhooks/__testUtils__/receiver';
import { sendWebhook } from '../webhooks/sendWebhook';
import { Outbox } from './Outbox';
import { OutboxSender } from './OutboxSender';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const migration = { directory: migrationsDirectory, name: '20261126080000_former_outbox.js' };
const [ID, OTHER] = [1, 2].map(index => `00000000-0000-4000-8000-00000000000${index}`);

describe.each(databases.eachSupportedId())('while replicas of before run, %s', databaseId => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  const body = JSON.stringify({ type: 'alert.raised', timestamp: '2026-11-26', data: { n: 1 } });

  /** Puts webhooks in by the statement that these replicas have, as they do in the transaction of an alert. */
  const putAsBefore = (transaction: Knex.Transaction, ...ids: string[]) =>
    transaction('webhook_outbox')
      .insert(
        ids.map(id => ({
          id,
          endpoint: 'test:hook',
          body,
          state: 'pending',
          attempts: 0,
          created_at: new Date(),
          due_at: new Date(),
        })),
      )
      .onConflict('id')
      .ignore();

  it('their webhooks are sent by the others, once, and never by them', async () => {
    const receiver = await startReceiver();
    await knex.transaction(tx => putAsBefore(tx, ID, OTHER));
    await knex.transaction(tx => putAsBefore(tx, ID));
    expect(await knex('webhook_outbox').where({ state: 'pending' })).toEqual([]);
    const outbox = new Outbox(knex);
    const sender = new OutboxSender(
      outbox,
      () => message => sendWebhook(receiver.endpoint(), message),
      {},
      mockServices.logger.mock(),
    );
    sender.trigger();
    try {
      await eventually(async () => (await outbox.find(OTHER))?.state === 'delivered');
      await eventually(async () => (await outbox.find(ID))?.state === 'delivered');
      expect(receiver.received.map(({ id }) => id).sort()).toEqual([ID, OTHER]);
      expect(receiver.received[0]).toMatchObject({ body, isGenuine: true });
    } finally {
      await sender.stop();
      await receiver.stop();
    }
  });

  it('nothing is sent of what they roll back', async () => {
    await expect(
      knex.transaction(async tx => {
        await putAsBefore(tx, ID);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await knex('outbox')).toEqual([]);
  });

  it('the way back and forth keeps what is in the outbox', async () => {
    await knex.transaction(tx => putAsBefore(tx, ID));
    await knex.migrate.down(migration);
    await expect(knex.transaction(tx => putAsBefore(tx, OTHER))).rejects.toThrow('webhook_outbox');
    expect(await knex('outbox').pluck('id')).toEqual([ID]);
    await knex.migrate.up(migration);
    await knex.transaction(tx => putAsBefore(tx, OTHER));
    expect((await knex('outbox').pluck('id')).sort()).toEqual([ID, OTHER]);
  });
});
