import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { riskMetadata, riskModel } from '../__testUtils__/files';
import { eventually, startMlops } from '../__testUtils__/startMlops';
import { SECRET, startReceiver } from '../webhooks/__testUtils__/receiver';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const HOOK = 'alerts:on-call';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(done => {
    server.close(done);
  });
  return port;
}

describe.each(databases.eachSupportedId())('messages that were given up, %s', databaseId => {
  let knex: Knex;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let mlops: Awaited<ReturnType<typeof startMlops>>;
  let metricsPort: number;
  /** 410 is given up at once. */
  let answer = 410;
  let model: string;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    receiver = await startReceiver(response => response.writeHead(answer).end('SECRET'));
    metricsPort = await freePort();
    mlops = await startMlops({
      knex,
      notifications: { send: async () => {} },
      mlops: {
        server: {
          port: 0,
          workers: 1,
          authentication: 'none',
          metrics: { host: '127.0.0.1', port: metricsPort },
        },
        alerts: {
          webhooks: [
            { name: 'on-call', url: receiver.url, secret: SECRET, allowPrivateAddresses: true },
          ],
        },
      },
    });
  });

  afterAll(async () => {
    await mlops?.stop();
    await receiver?.stop();
  });

  beforeEach(async () => {
    await knex('outbox').delete();
    receiver.received.length = 0;
    answer = 410;
    model = `m-${randomUUID()}`;
    await mlops.api
      .post('/api/mlops/models')
      .field('metadata', JSON.stringify({ ...riskMetadata, name: model }))
      .attach('artifact', riskModel)
      .expect(201);
  });

  const list = async (query = '') =>
    (await mlops.api.get(`/api/mlops/undelivered-messages?${query}`).expect(200)).body;
  const resend = (request: object = {}) =>
    mlops.api
      .post('/api/mlops/undelivered-messages/resend')
      .send({ destination: HOOK, reason: 'it is back', ...request });
  const settled = () =>
    eventually(async () => (await knex('outbox').where({ state: 'pending' })).length === 0);
  const raise = async () => {
    const { body } = await mlops.api
      .post(`/api/mlops/models/${model}/alerts`)
      .send({ key: randomUUID(), severity: 'critical', summary: 'A secret summary' })
      .expect(201);
    await settled();
    return body.id as string;
  };
  const resolve = async (alert: string) => {
    await mlops.api.post(`/api/mlops/alerts/${alert}/resolve`).send({ reason: 'over' }).expect(200);
    await settled();
  };
  const types = () => receiver.received.map(({ body }) => JSON.parse(body).type);
  const metric = async (destination: string, state: string) => {
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    const line = `mlops_outbox_messages{destination="${destination}",state="${state}"} `;
    const found = text.split('\n').find(one => one.startsWith(line));
    return found && Number(found.slice(line.length));
  };
  const trail = () => knex('audit_events').where({ action: 'message.resend' });

  it('are counted and listed, without what they tell', async () => {
    const alert = await raise();
    await resolve(alert);
    expect(await metric(HOOK, 'given_up')).toBe(2);
    expect(await metric(HOOK, 'waiting')).toBe(0);
    expect(await metric('notifications', 'given_up')).toBe(0);
    const found = await list(`destination=${HOOK}`);
    expect(found).toEqual({
      totalItems: 2,
      items: ['alert.resolved', 'alert.raised'].map(type => ({
        id: expect.any(String),
        destination: HOOK,
        type,
        about: `alert:${alert}`,
        createdAt: expect.any(String),
        givenUpAt: expect.any(String),
        attempts: 1,
        failure: 'it answered with status 410',
      })),
    });
    expect(JSON.stringify(found)).not.toMatch(/secret/i);
    const first = await list('limit=1');
    expect(first.items).toEqual(found.items.slice(0, 1));
    const second = await list(`limit=1&cursor=${first.nextCursor}`);
    expect(second).toEqual({ totalItems: 2, items: found.items.slice(1) });
    expect(await list('destination=notifications')).toEqual({ totalItems: 0, items: [] });
  });

  it('are sent again once their destination is back: under the same ids, in order, and audited', async () => {
    await resolve(await raise());
    const ids = receiver.received.map(({ id }) => id);
    receiver.received.length = 0;
    answer = 204;
    const before = (await trail()).length;
    expect((await resend().expect(200)).body).toEqual({ sent: 2 });
    await settled();
    expect(types()).toEqual(['alert.raised', 'alert.resolved']);
    expect(receiver.received.map(({ id }) => id)).toEqual(ids);
    expect(await list()).toEqual({ totalItems: 0, items: [] });
    expect(await metric(HOOK, 'given_up')).toBe(0);
    const events = (await trail()).slice(before);
    expect(events).toMatchObject([{ resource_kind: 'registry', reason: 'it is back' }]);
    expect(JSON.parse(events[0].after)).toEqual({ destination: HOOK });
    // There is nothing left, so nothing happens and nothing is told.
    await resend().expect(409);
    expect(await trail()).toHaveLength(before + 1);
    const { body } = await mlops.api.get('/api/mlops/audit/verification').expect(200);
    expect(body.intact).toBe(true);
  });

  it('are given up again where nobody takes them yet', async () => {
    await raise();
    await resend().expect(200);
    await settled();
    expect((await list()).totalItems).toBe(1);
    expect(types()).toEqual(['alert.raised', 'alert.raised']);
  });

  it('are sent again one by one', async () => {
    await raise();
    await raise();
    const [chosen, left] = (await list()).items;
    answer = 204;
    expect((await resend({ message: chosen.id }).expect(200)).body).toEqual({ sent: 1 });
    await settled();
    expect((await list()).items).toEqual([left]);
    expect(receiver.received[receiver.received.length - 1].id).toBe(chosen.id);
    const [event] = (await trail()).slice(-1);
    expect(JSON.parse(event.after)).toEqual({ destination: HOOK, message: chosen.id });
    await resend({ message: chosen.id }).expect(404);
    await resend({ message: left.id, destination: 'events' }).expect(404);
    await resend({ message: randomUUID() }).expect(404);
  });

  it('stay where something later about the same alert was delivered, or waits', async () => {
    const alert = await raise();
    const [raised] = (await list()).items;
    answer = 500;
    await mlops.api.post(`/api/mlops/alerts/${alert}/resolve`).send({ reason: 'over' }).expect(200);
    await eventually(async () => (await knex('outbox').where({ attempts: 1 })).length === 1);
    const why = /what came later about the same thing was delivered or waits/;
    expect((await resend({ message: raised.id }).expect(409)).body.error.message).toMatch(why);
    expect(await metric(HOOK, 'waiting')).toBe(1);
    answer = 204;
    await knex('outbox').where({ state: 'pending' }).update({ due_at: new Date() });
    await settled();
    expect(types()).toEqual(['alert.raised', 'alert.resolved', 'alert.resolved']);
    const before = (await trail()).length;
    expect((await resend({ message: raised.id }).expect(409)).body.error.message).toMatch(why);
    expect((await resend().expect(409)).body.error.message).toMatch(why);
    // The other alert's are sent all the same.
    answer = 410;
    await raise();
    answer = 204;
    expect((await resend().expect(200)).body).toEqual({ sent: 1 });
    await settled();
    expect((await list()).items).toEqual([raised]);
    expect(await trail()).toHaveLength(before + 1);
  });
});
