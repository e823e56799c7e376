import type { EventsService } from '@backstage/plugin-events-node';

/** The topic of the events that tell that a model, one of its versions or a deployment of it changed. */
export const REGISTRY_TOPIC = 'mlops.registry';

/** Tells whoever listens, such as the catalog's entity provider, that something of a model changed. */
export async function announceChange(events: EventsService, model: string): Promise<void> {
  await events.publish({ topic: REGISTRY_TOPIC, eventPayload: { model } });
}
