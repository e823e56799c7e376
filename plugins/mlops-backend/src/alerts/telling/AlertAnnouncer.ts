import { ALERT_TOPIC } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { NewMessage } from '../../outbox/Outbox';
import { EVENTS, NOTIFICATIONS } from '../../outbox/serviceDestination';
import type { AlertRow } from '../AlertStore';
import type { AlertedModel, AlertNewsType, AlertTeller } from '../AlertTeller';
import type { MuteStore } from '../MuteStore';
import type { AlertWebhook } from '../readAlertsConfig';
import { notificationOf } from './alertNotification';
import { newsOf } from './AlertNews';
import type { AlertNews } from './AlertNews';

/** What telling needs of the other areas. */
export interface AnnouncerPorts {
  mutes: MuteStore;
  outbox: {
    put(transaction: Knex.Transaction, messages: readonly NewMessage[]): Promise<unknown>;
  };
  deployments: PlacedDeployments;
}

/** Where deployments are, handed in by the area that owns them. */
export interface PlacedDeployments {
  /** The environment of a model's deployment; undefined for one that is gone. */
  environmentOf(
    transaction: Knex.Transaction,
    modelId: string,
    deployment: string,
  ): Promise<string | undefined>;
}

/**
 * Tells of alerts: the owner by notification, other plugins by an event, other systems by signed webhooks. All of it is put into the
 * outbox by the very transaction, so none is lost, and of one alert each hears in order.
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
    const { mutes, outbox, deployments } = this.ports;
    const mute = await mutes.listOfModel(model.id, transaction);
    if (mute.some(({ rule }) => rule === '' || rule === row.rule)) {
      return false;
    }
    const environment =
      row.deployment === null
        ? undefined
        : await deployments.environmentOf(transaction, model.id, row.deployment);
    const news = newsOf(type, row, model, environment, this.portalUrl);
    await outbox.put(
      transaction,
      [
        { destination: NOTIFICATIONS, type: 'notification', data: notificationOf(news) },
        { destination: EVENTS, type: ALERT_TOPIC, data: news },
        ...this.webhooksOf(news),
      ].map(message => ({ ...message, about: `alert:${row.id}` })),
    );
    return true;
  }

  private webhooksOf(news: AlertNews): NewMessage[] {
    const { type, ...data } = news;
    return this.subscribers
      .filter(subscriber => isFor(subscriber, news))
      .map(({ endpoint }) => ({ destination: endpoint.name, type: `alert.${type}`, data }));
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
