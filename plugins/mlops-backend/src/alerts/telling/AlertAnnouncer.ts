import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import { ALERT_TOPIC } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { afterCommit } from '../../database/afterCommit';
import type { NewMessage } from '../../webhooks/Outbox';
import type { AlertRow } from '../AlertStore';
import type { AlertedModel, AlertNewsType, AlertTeller } from '../AlertTeller';
import type { MuteStore } from '../MuteStore';
import type { AlertWebhook } from '../readAlertsConfig';
import { newsOf } from './AlertNews';
import type { AlertNews } from './AlertNews';
import type { AlertNotifier } from './AlertNotifier';

/** What telling needs of the areas and services that it goes through. */
export interface AnnouncerPorts {
  mutes: MuteStore;
  webhooks: {
    put(transaction: Knex.Transaction, messages: readonly NewMessage[]): Promise<unknown>;
  };
  /** The environment of a model's deployment; undefined for one that is gone. */
  environmentOf(
    transaction: Knex.Transaction,
    modelId: string,
    deployment: string,
  ): Promise<string | undefined>;
  notifier: AlertNotifier;
  events: EventsService;
  logger: LoggerService;
}

/**
 * Tells of alerts: the owner by notification, other plugins by an event, other systems by signed webhooks. Webhooks are put into the
 * outbox by the very transaction, so none is lost; notifications and events are for those who are there after it.
 */
export class AlertAnnouncer implements AlertTeller {
  constructor(
    private readonly subscribers: readonly AlertWebhook[],
    private readonly portalUrl: string,
    private readonly ports: AnnouncerPorts,
  ) {}

  async tell(
    transaction: Knex.Transaction,
    type: AlertNewsType,
    row: AlertRow,
    model: AlertedModel,
  ): Promise<boolean> {
    const { mutes, webhooks, notifier } = this.ports;
    const mute = await mutes.listOfModel(model.id, transaction);
    if (mute.some(({ rule }) => rule === '' || rule === row.rule)) {
      return false;
    }
    const environment =
      row.deployment === null
        ? undefined
        : await this.ports.environmentOf(transaction, model.id, row.deployment);
    const news = newsOf(type, row, model, environment, this.portalUrl);
    const { type: _, ...data } = news;
    await webhooks.put(
      transaction,
      this.subscribers
        .filter(subscriber => isFor(subscriber, news))
        .map(({ endpoint }) => ({ endpoint: endpoint.name, type: `alert.${type}`, data })),
    );
    afterCommit(transaction, () => {
      notifier.send(news);
      this.publish(news);
    });
    return true;
  }

  private publish(news: AlertNews): void {
    const { events, logger } = this.ports;
    events
      .publish({ topic: ALERT_TOPIC, eventPayload: news })
      .catch(error => logger.warn(`Could not publish the alert ${news.alert.id}`, error));
  }
}

/** An alert about no deployment is of no environment, and so of each. */
function isFor(
  { severities, owners, environments }: AlertWebhook,
  { alert, owner, environment }: AlertNews,
): boolean {
  return (
    (severities?.includes(alert.severity) ?? true) &&
    (owners?.includes(owner) ?? true) &&
    (environment === undefined || (environments?.includes(environment) ?? true))
  );
}
