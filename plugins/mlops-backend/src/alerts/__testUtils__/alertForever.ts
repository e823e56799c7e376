/*
 * A process that raises and resolves alerts, and sends what tells of them, until it is killed. Started by `kill.test.ts`, with
 * the connection and the webhook's endpoint as JSON in its first argument. Notifications and events go to that endpoint, too.
 */
import knexOf from 'knex';
import { AuditLog } from '../../governance/AuditLog';
import { Outbox } from '../../outbox/Outbox';
import { OutboxSender } from '../../outbox/OutboxSender';
import { createRegistryStores } from '../../registry/createRegistry';
import { RegistryLookup } from '../../registry/RegistryLookup';
import { sendWebhook } from '../../webhooks/sendWebhook';
import { AlertService } from '../AlertService';
import { DatabaseAlertStore } from '../AlertStore';
import { DatabaseMuteStore } from '../MuteStore';
import { AlertAnnouncer } from '../telling/AlertAnnouncer';

const { config, endpoint } = JSON.parse(process.argv[2]);
const database = knexOf(config);
const outbox = new Outbox(database);
const logger = { warn() {}, error() {} } as any;
/** The lease is short, so that what dies with a process is soon sent by another one. */
const sender = new OutboxSender(
  outbox,
  () => message => sendWebhook(endpoint, message),
  { leaseMs: 1_000 },
  logger,
);
const models = new RegistryLookup(createRegistryStores(database));
const announcer = new AlertAnnouncer([{ endpoint }], 'http://localhost:3000', {
  mutes: new DatabaseMuteStore(database),
  outbox,
  deployments: { environmentOf: async () => undefined },
});
const alerts = new AlertService(
  database,
  new DatabaseAlertStore(database),
  models,
  { modelOf: async () => undefined },
  new AuditLog(),
  announcer,
);

const mortal = { ref: 'user:default/mortal' };

async function raiseAndResolve(key: string): Promise<void> {
  const { alert } = await alerts.raise(mortal, 'risk', {
    key,
    severity: 'warning',
    summary: 'While I live',
  });
  process.stdout.write('raised\n');
  await alerts.resolve(mortal, (await alerts.find(alert.id))!, 'over');
}

async function main() {
  sender.trigger();
  for (let number = 0; ; number++) {
    await raiseAndResolve(`${process.pid}-${number}`).catch(error => {
      // The one file of SQLite is taken: the next one goes through.
      if (error.code !== 'SQLITE_BUSY') {
        throw error;
      }
    });
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
