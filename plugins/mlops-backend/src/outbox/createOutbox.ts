import type {
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import { afterCommit } from '../database/afterCommit';
import type { AuditLog } from '../governance/AuditLog';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import { AuthorizedUndeliveredMessages } from './AuthorizedUndeliveredMessages';
import type { Destination } from './Destination';
import { messageRoutes } from './messageRoutes';
import { Outbox } from './Outbox';
import type { NewMessage } from './Outbox';
import { outboxMetric } from './outboxMetric';
import { OutboxSender } from './OutboxSender';
import { EVENTS, NOTIFICATIONS, serviceDestination } from './serviceDestination';
import { UndeliveredMessages } from './UndeliveredMessages';

/** How long messages can be seen after they were delivered or given up. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** Backstage's services that messages go to. */
export interface OutboxServices {
  notifications: NotificationService;
  events: EventsService;
}

/** What comes through the services, which is any number of times; so each event has an id, as each notification has a scope. */
const servicesOf = ({ notifications, events }: OutboxServices): Array<[string, Destination]> => [
  [
    NOTIFICATIONS,
    serviceDestination<NotificationSendOptions>(({ data }) => notifications.send(data)),
  ],
  [
    EVENTS,
    serviceDestination<object>(({ id, type, data }) =>
      events.publish({ topic: type, eventPayload: { id, ...data } }),
    ),
  ],
];

/** The outbox of a database. Areas add their destinations before the start. */
export function createOutbox(database: Knex, services: OutboxServices, logger: LoggerService) {
  const outbox = new Outbox(database);
  const destinations = new Map(servicesOf(services));
  const sender = new OutboxSender(outbox, name => destinations.get(name), {}, logger);
  return {
    /** @param name - tells it from all others, such as `alerts:on-call`; messages wait under it, so it stays the same */
    add(name: string, destination: Destination): void {
      destinations.set(name, destination);
    },
    /** Puts messages in; they are sent as soon as the transaction is committed. */
    async put(transaction: Knex.Transaction, messages: readonly NewMessage[]): Promise<string[]> {
      const ids = await outbox.put(transaction, messages);
      afterCommit(transaction, () => sender.trigger());
      return ids;
    },
    /** What was given up, for those who look after it. */
    handlers({ audit, authorizer }: { audit: AuditLog; authorizer: ModelAuthorizer }) {
      const messages = new UndeliveredMessages(database, outbox, audit, () => sender.trigger());
      return messageRoutes(new AuthorizedUndeliveredMessages(messages, authorizer));
    },
    /** What waits and was given up, for Prometheus. */
    async metric(): Promise<string> {
      return outboxMetric(destinations.keys(), await outbox.countUndelivered());
    },
    /** Starts with the backend, and ends with it. */
    async schedule(deps: { scheduler: SchedulerService; lifecycle: LifecycleService }) {
      await deps.scheduler.scheduleTask({
        id: 'remove-old-messages',
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

export type OutboxService = ReturnType<typeof createOutbox>;
