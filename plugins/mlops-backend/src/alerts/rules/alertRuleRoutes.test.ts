import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { riskMetadata, riskModel } from '../../__testUtils__/files';
import { startMlops } from '../../__testUtils__/startMlops';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const onCall = 'user:default/on-call';
const HOUR_MS = 3_600_000;

const slow = { condition: { latency: { quantile: 'p99', atMostMs: 250 } }, severity: 'warning' };
const lasting = (more: object = {}) => ({
  condition: {
    drift: { measure: 'columns', atLeast: 1, judged: 'together', alpha: 0.02, ...more },
  },
  severity: 'info',
});
const inAnHour = () => new Date(Date.now() + HOUR_MS).toISOString();

describe('alert rules over HTTP', () => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    mlops = await startMlops({
      knex,
      // Who is on call deals with alerts, and leaves the rules to the owners.
      policy: ({ name }, user) => ({
        result:
          user === onCall && name === 'mlops.alert-rules.update'
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }),
    });
    for (const name of ['risk', 'other']) {
      await mlops.api
        .post('/api/mlops/models')
        .field('metadata', JSON.stringify({ ...riskMetadata, name }))
        .attach('artifact', riskModel);
    }
    await mlops.api
      .post('/api/mlops/deployments')
      .send({ name: 'endpoint', model: 'risk', version: 1, reason: 'to begin with' });
  });

  afterAll(() => mlops.stop());

  const url = (model = 'risk') => `/api/mlops/models/${model}`;
  const list = async (model = 'risk') => (await mlops.api.get(`${url(model)}/alert-rules`)).body;
  const ruleOf = async (name: string, model = 'risk') =>
    (await list(model)).items.find((rule: any) => rule.name === name);
  const set = (name: string, definition: object, model = 'risk') =>
    mlops.api.put(`${url(model)}/alert-rules/${name}`).send({ definition, reason: 'because' });
  const audited = async () => {
    const rows = await knex('audit_events').where('action', 'like', 'alert%').orderBy('seq');
    return rows.map(({ action, reason, before, after }) => ({
      action,
      reason,
      before: JSON.parse(before),
      after: JSON.parse(after),
    }));
  };

  it('are there for every model, as sentences', async () => {
    const { items } = await list();
    expect(items.map(({ name, origin, sentence }: any) => [name, origin, sentence])).toEqual([
      [
        'data-quality',
        'configured',
        'Warning when missing, unseen or out-of-range values of a feature are up by more than 5 points over the reference, in one day; over after a day without. Days of fewer than 100 rows are passed over.',
      ],
      [
        'drift',
        'configured',
        'Warning when 1 column or more has drifted, in 2 weeks in a row; over after 2 weeks in a row without. Weeks of fewer than 100 rows are passed over.',
      ],
      [
        'errors',
        'configured',
        'Critical when more than 5 % of requests fail (5xx), beyond doubt, in one hour; over after an hour without. Hours of fewer than 20 requests are passed over.',
      ],
      [
        'silence',
        'configured',
        'Warning when no request has come for 24 hours; over with the next one.',
      ],
    ]);
  });

  it('are set for one model, in place of the configured one of the name, and removed again', async () => {
    expect((await set('slow', slow)).status).toBe(200);
    expect((await set('slow', slow)).status).toBe(200);
    expect((await set('errors', { ...slow, isOff: true })).status).toBe(200);
    expect(await ruleOf('errors')).toMatchObject({
      origin: 'model',
      definition: { isOff: true },
      configured: { condition: { errors: { atMost: 0.05 } } },
      updatedBy: 'user:default/mock',
    });
    expect(await ruleOf('errors', 'other')).toMatchObject({ origin: 'configured' });
    const removed = await mlops.api.delete(`${url()}/alert-rules/errors?reason=after+all`);
    expect(removed.status).toBe(200);
    expect(await ruleOf('errors')).toMatchObject({ origin: 'configured' });
    expect(await audited()).toEqual([
      {
        action: 'alertrules.set',
        reason: 'because',
        before: null,
        after: { rule: 'slow', ...slow },
      },
      {
        action: 'alertrules.set',
        reason: 'because',
        before: null,
        after: { rule: 'errors', ...slow, isOff: true },
      },
      {
        action: 'alertrules.remove',
        reason: 'after all',
        before: { rule: 'errors', ...slow, isOff: true },
        after: null,
      },
    ]);
  });

  it.each<[string, object, number, RegExp]>([
    ['x', { severity: 'warning', condition: {} }, 400, /condition/],
    ['x', { ...slow, condition: { ...slow.condition, errors: { atMost: 0.1 } } }, 400, /condition/],
    [
      'x',
      { ...slow, condition: { drift: { measure: 'column', atLeast: 0.3 } } },
      400,
      /drift of a column needs its name/,
    ],
    [
      'x',
      { ...slow, condition: { drift: { measure: 'columns', atLeast: 1.5 } } },
      400,
      /has to be whole/,
    ],
    ['x', lasting({ measure: 'average' }), 400, /only how many columns have drifted/],
    ['x', lasting({ judged: 'each' }), 400, /alpha is only of drift that is judged together/],
    ['x', lasting({ alpha: 0 }), 400, /alpha/],
    ['x', { ...slow, condition: { performance: { metric: 'auc' } } }, 400, /needs one of atLeast/],
    ['x', { ...slow, deployment: 'none' }, 404, /has no deployment none/],
    ['No', slow, 400, /rule/],
  ])('that make no sense are refused: %s %j', async (name, definition, status, message) => {
    const refused = await set(name, definition);
    expect(refused.status).toBe(status);
    expect(refused.body.error.message).toMatch(message);
  });

  it('say what is promised where drift is judged by all intervals together', async () => {
    const preview = await mlops.api.post(`${url()}/alert-rule-preview`).send(lasting());
    expect(preview.body).toMatchObject({
      sentence:
        'Info when 1 column or more has drifted, in one day; over after a day without. Judged by all days of a version together: the chance of any alert without drift, however long it answers, is at most 2 %. Days of fewer than 100 rows are passed over.',
      deployments: [{ deployment: 'endpoint', firings: [] }],
    });
  });

  it('of another model’s deployment, or that are configured, can not be set or removed', async () => {
    const others = await set('slow', { ...slow, deployment: 'endpoint' }, 'other');
    expect(others.body.error.message).toBe('The model other has no deployment endpoint');
    const configured = await mlops.api.delete(`${url()}/alert-rules/drift?reason=no`);
    expect([configured.status, configured.body.error.message]).toEqual([
      404,
      'The rule drift is configured for all models: it can be turned off, not removed',
    ]);
    const none = await mlops.api.delete(`${url()}/alert-rules/none?reason=no`);
    expect([none.status, none.body.error.message]).toEqual([
      404,
      'The model risk has no rule none',
    ]);
  });

  it('are mute until a time, one by one or all, and told of again', async () => {
    const mute = (body: object) =>
      mlops.api
        .put(`${url()}/alert-mutes`)
        .send({ until: inAnHour(), reason: 'a holiday', ...body });
    expect((await mute({ rule: 'drift' })).body.items[1].mute).toMatchObject({
      reason: 'a holiday',
      mutedBy: 'user:default/mock',
    });
    expect((await mute({})).body.mute).toMatchObject({ reason: 'a holiday' });
    for (const [body, status] of [
      [{ rule: 'none' }, 404],
      [{ until: '2020-01-01T00:00:00Z' }, 400],
      [{ until: '2099-01-01T00:00:00Z' }, 400],
    ] as const) {
      expect((await mute(body)).status).toBe(status);
    }
    const unmute = (query: string) => mlops.api.delete(`${url()}/alert-mutes?reason=done${query}`);
    expect((await unmute('&rule=drift')).status).toBe(200);
    expect((await unmute('&rule=drift')).status).toBe(404);
    expect((await unmute('')).body).not.toHaveProperty('mute');
    expect((await audited()).map(({ action }) => action).slice(-4)).toEqual([
      'alert.mute',
      'alert.mute',
      'alert.unmute',
      'alert.unmute',
    ]);
  });

  it('are tried out without changing anything', async () => {
    const before = await knex('audit_events').count('*');
    const preview = await mlops.api.post(`${url()}/alert-rule-preview`).send(slow);
    expect(preview.body).toEqual({
      sentence: expect.stringContaining('p99 latency is above 250 ms'),
      firings: 0,
      deployments: [{ deployment: 'endpoint', judged: 0, passedOver: 0, firings: [] }],
    });
    expect(await knex('audit_events').count('*')).toEqual(before);
  });

  it('are set by those who may, who need not be those that deal with alerts', async () => {
    const asOnCall = { authorization: mockCredentials.user.header(onCall) };
    const refused = await mlops.api
      .put(`${url()}/alert-rules/slow`)
      .set(asOnCall)
      .send({ definition: slow, reason: 'mine' });
    expect(refused.status).toBe(403);
    const muted = await mlops.api
      .put(`${url()}/alert-mutes`)
      .set(asOnCall)
      .send({ until: inAnHour(), reason: 'at night' });
    expect(muted.status).toBe(200);
  });
});
