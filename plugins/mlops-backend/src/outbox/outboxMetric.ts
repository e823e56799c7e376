import type { MessageCount } from './Outbox';

const NAME = 'mlops_outbox_messages';
const STATES = { pending: 'waiting', failed: 'given_up' };

const escaped = (value: string) =>
  value.replace(/[\\"\n]/g, character => (character === '\n' ? '\\n' : `\\${character}`));

/**
 * How many messages wait and were given up, as Prometheus reads it.
 *
 * @param destinations - those that are told with 0, too
 */
export function outboxMetric(
  destinations: Iterable<string>,
  counts: readonly MessageCount[],
): string {
  const names = new Set([...destinations, ...counts.map(({ destination }) => destination)]);
  const lines = [...names].sort().flatMap(name =>
    Object.entries(STATES).map(([state, label]) => {
      const found = counts.find(one => one.destination === name && one.state === state);
      return `${NAME}{destination="${escaped(name)}",state="${label}"} ${found?.count ?? 0}\n`;
    }),
  );
  return [
    `# HELP ${NAME} Notifications, events and webhooks that wait for being sent, and that were given up in the last days\n`,
    `# TYPE ${NAME} gauge\n`,
    ...lines,
  ].join('');
}
