import type {
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { afterCommit } from '../database/afterCommit';
import { Outbox } from './Outbox';
import type { NewMessage } from './Outbox';
import { OutboxSender } from './OutboxSender';
import { sendWebhook } from './sendWebhook';
import type { WebhookEndpoint } from './WebhookEndpoint';

/** How long messages can be seen after they were delivered or given up. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** Webhooks over a database. Areas add their endpoints before the start. */
export function createWebhooks(database: Knex, logger: LoggerService) {
  const outbox = new Outbox(database);
  const endpoints = new Map<string, WebhookEndpoint>();
  const sender = new OutboxSender(
    outbox,
    name => endpoints.get(name),
    { send: sendWebhook },
    logger,
  );
  return {
    outbox,
    add(endpoint: WebhookEndpoint): void {
      endpoints.set(endpoint.name, endpoint);
    },
    /** Puts messages in; they are sent as soon as the transaction is committed. */
    async put(transaction: Knex.Transaction, messages: readonly NewMessage[]): Promise<string[]> {
      const ids = await outbox.put(transaction, messages);
      afterCommit(transaction, () => sender.trigger());
      return ids;
    },
    /** Starts with the backend, and ends with it. */
    async schedule(deps: { scheduler: SchedulerService; lifecycle: LifecycleService }) {
      await deps.scheduler.scheduleTask({
        id: 'remove-old-webhooks',
        frequency: { hours: 1 },
        timeout: { minutes: 10 },
        fn: async () => {
          await outbox.removeEnded(new Date(Date.now() - KEPT_MS));
        },
      });
      deps.lifecycle.addStartupHook(() => sender.trigger());
      deps.lifecycle.addShutdownHook(() => sender.stop());
    },
  };
}

export type Webhooks = ReturnType<typeof createWebhooks>;
