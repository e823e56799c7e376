import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { eventually } from '../__testUtils__/startMlops';
import { migrationsDirectory } from '../database/openDatabase';
import { createOutbox } from './createOutbox';
import type { OutboxServices } from './createOutbox';
import { EVENTS, NOTIFICATIONS, serviceDestination } from './serviceDestination';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const notification = {
  recipients: { type: 'entity', entityRef: 'group:default/a' },
  payload: { title: 'Warning: risk', scope: 'one' },
};
const ID = '00000000-0000-4000-8000-000000000001';

describe.each(databases.eachSupportedId())('messages to services of Backstage, %s', databaseId => {
  let knex: Knex;
  let stop = async () => {};

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  afterEach(() => stop());

  async function start(services: Pick<OutboxServices, 'notifications'> & { events: any }) {
    const outbox = createOutbox(knex, services, mockServices.logger.mock());
    const lifecycle = mockServices.lifecycle.mock();
    await outbox.schedule({ scheduler: mockServices.scheduler.mock(), lifecycle });
    lifecycle.addStartupHook.mock.calls.forEach(([hook]) => hook());
    stop = async () => {
      for (const [hook] of lifecycle.addShutdownHook.mock.calls) {
        await hook();
      }
    };
    return outbox;
  }

  it('reach them as they were put in, an event with the id that it has each time', async () => {
    const send = jest.fn(async () => {});
    const publish = jest.fn(async () => {});
    const outbox = await start({ notifications: { send }, events: { publish } });
    await knex.transaction(tx =>
      outbox.put(tx, [
        { destination: NOTIFICATIONS, type: 'notification', data: notification },
        { id: ID, destination: EVENTS, type: 'mlops.alert', data: { type: 'raised' } },
      ]),
    );
    await eventually(async () => send.mock.calls.length + publish.mock.calls.length === 2, 30_000);
    expect(send).toHaveBeenCalledWith(notification);
    expect(publish).toHaveBeenCalledWith({
      topic: 'mlops.alert',
      eventPayload: { id: ID, type: 'raised' },
    });
  });

  it('wait while a service is away, and say why', async () => {
    const send = jest.fn(async () => {
      throw new Error('Request failed with status 503');
    });
    const outbox = await start({ notifications: { send }, events: { publish: async () => {} } });
    await knex.transaction(tx =>
      outbox.put(tx, [
        { id: ID, destination: NOTIFICATIONS, type: 'notification', data: notification },
      ]),
    );
    await eventually(async () => (await knex('outbox').first()).attempts === 1, 30_000);
    expect(await knex('outbox').first()).toMatchObject({
      state: 'pending',
      failure: 'Request failed with status 503',
    });
  });
});

it('a service that does not answer has not taken a message', async () => {
  const deaf = serviceDestination(() => new Promise(() => {}), 50);
  expect(await deaf({ id: ID, body: '{}' })).toEqual({
    isDelivered: false,
    why: 'it did not answer within 50 ms',
    isFinal: false,
  });
});
