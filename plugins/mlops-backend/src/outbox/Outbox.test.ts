import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { eventually } from '../__testUtils__/startMlops';
import { migrationsDirectory } from '../database/openDatabase';
import { startReceiver } from '../webhooks/__testUtils__/receiver';
import { sendWebhook } from '../webhooks/sendWebhook';
import { Outbox } from './Outbox';
import type { NewMessage } from './Outbox';
import { OutboxSender } from './OutboxSender';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const ID = '00000000-0000-4000-8000-000000000001';
const message = { destination: 'test:hook', type: 'test.done', data: { n: 1 } };

describe.each(databases.eachSupportedId())('the outbox, %s', databaseId => {
  let knex: Knex;
  let outbox: Outbox;
  const stopping: Array<() => Promise<unknown>> = [];

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    outbox = new Outbox(knex);
  });

  afterEach(async () => {
    for (const stop of stopping.splice(0)) {
      await stop();
    }
  });

  const put = (...messages: Array<Partial<NewMessage>>) =>
    knex.transaction(tx =>
      outbox.put(
        tx,
        messages.map(one => ({ ...message, ...one })),
      ),
    );
  const take = (now: Date, until: Date) => outbox.take('test:hook', now, until, 5);
  const receive = async (...answer: Parameters<typeof startReceiver>) => {
    const receiver = await startReceiver(...answer);
    stopping.push(receiver.stop);
    return receiver;
  };
  const sendTo = (
    receiver: Awaited<ReturnType<typeof startReceiver>>,
    backoffMs: readonly number[] = [1, 1, 1],
  ) => {
    const sender = new OutboxSender(
      outbox,
      name => (name === 'test:hook' ? one => sendWebhook(receiver.endpoint(), one) : undefined),
      { backoffMs },
      mockServices.logger.mock(),
    );
    // Before the receiver, which it may be sending to.
    stopping.unshift(() => sender.stop());
    sender.trigger();
    return sender;
  };
  const ended = (id: string) =>
    eventually(async () => {
      const found = await outbox.find(id);
      return found?.state !== 'pending' && found;
    }, 60_000);

  it('delivers what a transaction put in, and nothing of one that was rolled back', async () => {
    const receiver = await receive();
    await expect(
      knex.transaction(async tx => {
        await outbox.put(tx, [message]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    const [id] = await put({});
    sendTo(receiver);
    expect(await ended(id)).toMatchObject({ state: 'delivered', attempts: 0, failure: null });
    expect(receiver.received).toMatchObject([{ id, isGenuine: true }]);
    expect(JSON.parse(receiver.received[0].body)).toEqual({
      type: 'test.done',
      timestamp: expect.any(String),
      data: { n: 1 },
    });
  });

  it('has a message once whose id is given, however often it is put in', async () => {
    await put({ id: ID }, { id: ID });
    await put({ id: ID, data: { n: 2 } });
    expect(await knex('outbox').pluck('id')).toEqual([ID]);
    expect(JSON.parse((await outbox.find(ID))!.body).data).toEqual({ n: 1 });
  });

  it('tries again with the same id and body until it is taken', async () => {
    const receiver = await receive((response, received) =>
      response.writeHead(received.length < 3 ? 503 : 200).end('SECRET'),
    );
    const [id] = await put({});
    sendTo(receiver);
    expect(await ended(id)).toMatchObject({ state: 'delivered', attempts: 2 });
    expect(receiver.received.map(one => one.id)).toEqual([id, id, id]);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(JSON.stringify(await knex('outbox'))).not.toContain('SECRET');
  });

  it('gives up what is never taken, and what nobody is there for', async () => {
    const receiver = await receive(response => response.writeHead(500).end());
    const [never, nobody] = await put({}, { destination: 'test:gone' });
    sendTo(receiver, [1]);
    expect(await ended(never)).toMatchObject({
      state: 'failed',
      attempts: 1,
      failure: 'it answered with status 500',
    });
    expect(await ended(nobody)).toMatchObject({
      state: 'failed',
      failure: 'there is no such destination any more',
    });
    expect(receiver.received).toHaveLength(2);
  });

  it('lets one of several senders have a message', async () => {
    const receiver = await receive();
    const ids = await put(...Array.from({ length: 60 }, () => ({})));
    for (let i = 0; i < 4; i++) {
      sendTo(receiver);
    }
    await Promise.all(ids.map(ended));
    expect(receiver.received.map(one => one.id).sort()).toEqual([...ids].sort());
  });

  it('sends what is about one thing in order, one after the other, and the rest meanwhile', async () => {
    const numbers: number[] = [];
    const failing = new Set([1, 3]);
    const sender = new OutboxSender(
      outbox,
      () =>
        async ({ body }) => {
          const { n } = JSON.parse(body).data;
          numbers.push(n);
          return failing.delete(n)
            ? { isDelivered: false, why: 'not yet', isFinal: n === 3 }
            : { isDelivered: true };
        },
      { backoffMs: [700] },
      mockServices.logger.mock(),
    );
    stopping.push(() => sender.stop());
    const about = 'alert:1';
    const ids = [
      ...(await put({ about, data: { n: 1 } })),
      ...(await put({ about, data: { n: 2 } }, { about, data: { n: 3 } })),
      ...(await put({ about, data: { n: 4 } })),
      ...(await put({ about: 'alert:2', data: { n: 5 } }, { data: { n: 6 } })),
    ];
    sender.trigger();
    await Promise.all(ids.map(ended));
    expect(numbers.filter(n => n < 5)).toEqual([1, 1, 2, 3, 4]);
    expect(new Set(numbers.slice(0, 3))).toEqual(new Set([1, 5, 6]));
  });

  it('is not kept by a destination that never answers', async () => {
    let answer = () => {};
    const answered = new Promise<void>(resolve => {
      answer = resolve;
    });
    const sender = new OutboxSender(
      outbox,
      name => async () => {
        await (name === 'test:hook' ? answered : undefined);
        return { isDelivered: true };
      },
      {},
      mockServices.logger.mock(),
    );
    stopping.push(() => sender.stop());
    const slow = await put(...Array.from({ length: 40 }, () => ({})));
    const [other] = await put({ destination: 'notifications' });
    sender.trigger();
    expect(await ended(other)).toMatchObject({ state: 'delivered' });
    expect(await outbox.find(slow[0])).toMatchObject({ state: 'pending' });
    answer();
    await Promise.all(slow.map(ended));
  });

  it('gives a message to somebody else when the lease of the first is over, whose end then counts no more', async () => {
    const [id] = await put({});
    const now = Date.now();
    const at = (ms: number) => new Date(now + ms);
    const [first] = await take(at(1), at(1_000));
    expect(await take(at(999), at(2_000))).toEqual([]);
    const [second] = await take(at(1_000), at(2_000));
    expect([first.id, second.id]).toEqual([id, id]);
    await outbox.end(first, { state: 'failed', failure: 'late' });
    await outbox.putOff(first, at(9_000), 'late');
    expect(await outbox.find(id)).toMatchObject({ state: 'pending', attempts: 0 });
    await outbox.end(second, { state: 'delivered' });
    expect(await outbox.find(id)).toMatchObject({ state: 'delivered' });
  });

  it('sends webhooks that waited in the outbox before, and goes back to it with these alone', async () => {
    const migration = { directory: migrationsDirectory, name: '20261126060000_outbox.js' };
    const later = { directory: migrationsDirectory, name: '20261126080000_former_outbox.js' };
    await knex.migrate.down(later);
    await knex.migrate.down(migration);
    const now = new Date();
    await knex('webhook_outbox').insert({
      id: ID,
      endpoint: 'test:hook',
      body: JSON.stringify({ type: 'test.done', timestamp: now.toISOString(), data: { n: 1 } }),
      state: 'pending',
      attempts: 0,
      created_at: now,
      due_at: now,
    });
    await knex.migrate.up(migration);
    const [newer] = await put({ about: 'alert:1' }, { destination: 'notifications' });
    await knex.migrate.down(migration);
    expect((await knex('webhook_outbox').pluck('id')).sort()).toEqual([ID, newer].sort());
    await knex.migrate.up(migration);
    const receiver = await receive();
    sendTo(receiver);
    await Promise.all([ID, newer].map(ended));
    expect(receiver.received.map(one => one.id).sort()).toEqual([ID, newer].sort());
  });

  it('forgets what ended long ago, and nothing else', async () => {
    const [done, waiting] = await put({}, {});
    const [taken] = (await take(new Date(Date.now() + 1), new Date())).filter(
      one => one.id === done,
    );
    await outbox.end(taken, { state: 'delivered' });
    expect(await outbox.removeEnded(new Date(Date.now() - 1_000))).toBe(0);
    expect(await outbox.removeEnded(new Date(Date.now() + 1_000))).toBe(1);
    expect(await knex('outbox').pluck('id')).toEqual([waiting]);
  });
});
