import { Gauge, Registry } from 'prom-client';
import type { MessageCount } from './Outbox';

const STATES = { pending: 'waiting', failed: 'given_up' };

/**
 * How many messages wait and were given up, as Prometheus reads it.
 *
 * @param destinations - those that are told with 0, too
 */
export function outboxMetric(
  destinations: Iterable<string>,
  counts: readonly MessageCount[],
): Promise<string> {
  const registry = new Registry();
  const messages = new Gauge({
    name: 'mlops_outbox_messages',
    help: 'Notifications, events and webhooks that wait for being sent, and that were given up in the last days',
    labelNames: ['destination', 'state'],
    registers: [registry],
  });
  const names = new Set([...destinations, ...counts.map(({ destination }) => destination)]);
  for (const destination of [...names].sort()) {
    for (const [state, label] of Object.entries(STATES)) {
      const found = counts.find(one => one.destination === destination && one.state === state);
      messages.set({ destination, state: label }, found?.count ?? 0);
    }
  }
  return registry.metrics();
}
