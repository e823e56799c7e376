import { outboxMetric } from './outboxMetric';

it('tells of every destination what waits and was given up, whatever it is called', async () => {
  const counts = [
    { destination: 'alerts:"gone"\\\n', state: 'failed' as const, count: 2 },
    { destination: 'events', state: 'pending' as const, count: 1 },
  ];
  const text = await outboxMetric(['notifications', 'events'], counts);
  const lines = text.trimEnd().split('\n');
  expect(lines.slice(2)).toEqual([
    String.raw`mlops_outbox_messages{destination="alerts:\"gone\"\\\n",state="waiting"} 0`,
    String.raw`mlops_outbox_messages{destination="alerts:\"gone\"\\\n",state="given_up"} 2`,
    'mlops_outbox_messages{destination="events",state="waiting"} 1',
    'mlops_outbox_messages{destination="events",state="given_up"} 0',
    'mlops_outbox_messages{destination="notifications",state="waiting"} 0',
    'mlops_outbox_messages{destination="notifications",state="given_up"} 0',
  ]);
});
