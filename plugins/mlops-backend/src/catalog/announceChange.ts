import type { EventsService } from '@backstage/plugin-events-node';
import { REGISTRY_TOPIC } from '@mlops-backstage/plugin-mlops-common';

/** Tells whoever listens, such as the catalog's entity provider, that something of a model changed. */
export async function announceChange(events: EventsService, model: string): Promise<void> {
  await events.publish({ topic: REGISTRY_TOPIC, eventPayload: { model } });
}
