import { TestDatabases } from '@backstage/backend-test-utils';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { registerRisk } from '../__testUtils__/riskEndpoint';
import { readTraffic, replayTraffic } from '../__testUtils__/replay';
import { eventually, startMlops } from '../__testUtils__/startMlops';
import { SECRET, startReceiver } from '../webhooks/__testUtils__/receiver';

jest.setTimeout(1_200_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** Average drift of a month, which is 0.36 in April, from 0.69 to 0.91 from May to September, and 0.56 in October. */
const warmMonths = {
  condition: { drift: { measure: 'average', atLeast: 0.6 } },
  severity: 'critical',
  interval: 'month',
};

it('the replay of 2013 raises an alert in May, keeps it up to date until September, and ends it in October', async () => {
  const knex = await databases.init('SQLITE_3');
  const receiver = await startReceiver();
  const sent: Array<Parameters<NotificationService['send']>[0]> = [];
  const mlops = await startMlops({
    knex,
    notifications: {
      async send(notification) {
        sent.push(notification);
      },
    },
    mlops: {
      monitoring: { flushInterval: { milliseconds: 200 }, settlingTime: { milliseconds: 300 } },
      alerts: {
        defaults: { silence: { isOff: true }, 'data-quality': { isOff: true } },
        webhooks: [
          {
            name: 'critical-only',
            url: receiver.url,
            secret: SECRET,
            allowPrivateAddresses: true,
            severities: ['critical'],
          },
          { name: 'nobody', url: receiver.url, secret: SECRET, owners: ['group:default/others'] },
        ],
      },
    },
  });
  try {
    const get = async (path: string) => (await mlops.api.get(`/api/mlops${path}`)).body;
    await registerRisk(mlops);
    await mlops.api.post('/api/mlops/deployments').send({
      name: 'risk',
      model: 'risk',
      version: 1,
      allowEventTime: true,
      reason: 'replay',
    });
    const { endpoint } = await eventually(async () => {
      const body = await get('/deployments/risk');
      return body.status === 'online' && body;
    });
    const set = await mlops.api
      .put('/api/mlops/models/risk/alert-rules/warm')
      .send({ definition: warmMonths, reason: 'for the summer' });
    expect(set.status).toBe(200);
    const { signature } = await get('/models/risk/versions/1');
    const flights = await readTraffic();
    const alertsOf = async (rule: string) =>
      (await get('/alerts?model=risk')).items.filter((alert: any) => alert.rule === rule);
    let replayed = 0;
    /** Replays up to the end of a month, counted from 1, and looks until it is seen. */
    const replayThrough = async (month: number) => {
      const rows = flights.filter(({ event_time }) => event_time.getUTCMonth() < month);
      await replayTraffic(endpoint.inferUrl, signature, rows.slice(replayed));
      replayed = rows.length;
      await eventually(async () => {
        await mlops.runTask('look-by-alert-rules');
        const { items } = await get('/models/risk/alert-rules');
        const { states } = items.find(({ name }: any) => name === 'warm');
        return states[0]?.lookedUntil === new Date(Date.UTC(2013, month)).toISOString();
      }, 240_000);
    };

    await replayThrough(4);
    expect(await alertsOf('warm')).toEqual([]);
    await replayThrough(5);
    const [may] = await alertsOf('warm');
    expect(may).toMatchObject({
      state: 'open',
      severity: 'critical',
      summary: 'Average drift was 0.693 in May 2013, and less than 0.6 is allowed',
      deployment: 'risk',
      version: 1,
    });
    await replayThrough(9);
    expect(await alertsOf('warm')).toMatchObject([
      {
        id: may.id,
        state: 'open',
        summary:
          'Average drift was 0.824 in September 2013, and less than 0.6 is allowed; the 5th month in a row',
      },
    ]);
    await replayThrough(10);
    const [over] = await alertsOf('warm');
    expect(over).toMatchObject({
      id: may.id,
      state: 'resolved',
      resolvedBy: 'plugin:mlops/alerts',
      note: 'It has kept the rule again, lately in October 2013.',
    });
    expect(over.evidence.points.map(({ breaks }: any) => breaks)).toEqual([
      false,
      true,
      true,
      true,
      true,
      true,
    ]);

    // What every deployment has anyway sees it week by week.
    const [weekly] = await alertsOf('drift');
    expect(weekly).toMatchObject({ severity: 'warning', rule: 'drift' });
    expect(weekly.summary).toMatch(
      /temp \(PSI [\d.]+\).* drifted in the week of \d+ \w+ 2013; the \d+\w\w week in a row/,
    );

    const preview = await mlops.api
      .post('/api/mlops/models/risk/alert-rule-preview')
      .send(warmMonths);
    expect(preview.body).toMatchObject({ firings: 0, deployments: [{ deployment: 'risk' }] });

    // The average hides what the last days, judged together, leave no doubt of: single columns are unlike the reference.
    const together = await mlops.api.post('/api/mlops/models/risk/alert-rule-preview').send({
      condition: { drift: { measure: 'columns', atLeast: 1, judged: 'together' } },
      severity: 'warning',
    });
    expect(together.body).toMatchObject({ firings: 1, deployments: [{ passedOver: 0 }] });
    expect(together.body.deployments[0].firings[0].overFor).toBeUndefined();

    await eventually(async () => receiver.received.length >= 2);
    expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual([
      'alert.raised',
      'alert.resolved',
    ]);
    expect(receiver.received.every(({ isGenuine }) => isGenuine)).toBe(true);
    expect(JSON.parse(receiver.received[0].body).data).toMatchObject({
      alert: { id: may.id, model: 'risk' },
      owner: 'group:default/flight-operations',
      environment: 'development',
      link: `http://localhost:3000/mlops/alerts?alert=${may.id}`,
    });
    const ofMay = await eventually(async () => {
      const found = sent.filter(({ payload }) => payload.scope === may.id);
      return found.length >= 2 && found;
    });
    expect(
      ofMay.map(({ recipients, payload }) => [recipients, payload.title, payload.severity]),
    ).toEqual([
      [
        { type: 'entity', entityRef: 'group:default/flight-operations' },
        'Critical: risk',
        'critical',
      ],
      [
        { type: 'entity', entityRef: 'group:default/flight-operations' },
        'Resolved: risk',
        'normal',
      ],
    ]);
  } finally {
    await mlops.stop();
    await receiver.stop();
  }
});
