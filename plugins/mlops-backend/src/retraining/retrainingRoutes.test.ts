import { createHmac, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { riskMetadata, riskModel, variantOf } from '../__testUtils__/files';
import { startMlops } from '../__testUtils__/startMlops';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

interface Received {
  headers: IncomingHttpHeaders;
  text: string;
  body: any;
}

/** Whoever trains: keeps what it is sent. */
async function startReceiver() {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      received.push({ headers: request.headers, text, body: JSON.parse(text) });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/trainings`,
    stop: () => new Promise(done => server.close(done)),
  };
}

describe.each(databases.eachSupportedId())('a training by webhook, %s', databaseId => {
  const key = randomBytes(32);
  let knex: Knex;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let mlops: Awaited<ReturnType<typeof startMlops>>;
  let denied: string[] = [];

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    receiver = await startReceiver();
    mlops = await startMlops({
      knex,
      policy: ({ name }) => ({
        result: denied.includes(name) ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
      }),
      mlops: {
        retraining: {
          pollInterval: { hours: 1 },
          webhooks: [
            {
              name: 'trainer',
              title: 'The trainers',
              url: receiver.url,
              secret: `whsec_${key.toString('base64')}`,
              allowPrivateAddresses: true,
            },
          ],
        },
      },
    });
    await mlops.api
      .post('/api/mlops/models')
      .field('metadata', JSON.stringify(riskMetadata))
      .attach('artifact', riskModel)
      .expect(201);
    await mlops.api
      .post('/api/mlops/deployments')
      .send({ name: 'risk-eu', model: 'risk', version: 1, reason: 'to begin with' })
      .expect(201);
  });

  afterAll(async () => {
    await mlops?.stop();
    await receiver?.stop();
  });

  const policies = '/api/mlops/models/risk/retraining-policies';
  const policy = {
    deployment: 'risk-eu',
    trigger: { kind: 'time', cron: '0 6 * * 1', timeZone: 'Europe/Vienna' },
    executor: 'trainer',
    parameters: { trees: 50 },
    outcome: { kind: 'challenger', better: { metric: 'auc', direction: 'higher' } },
    reason: 'it gets old',
  };

  async function begin(): Promise<{ id: string; token: string; url: string }> {
    const { body } = await mlops.api
      .post(`${policies}/weekly/runs`)
      .send({ reason: 'the season changes' })
      .expect(201);
    await mlops.runTask('retrain');
    const { data } = receiver.received[receiver.received.length - 1].body;
    expect(data.run).toBe(body.id);
    return { id: body.id, token: data.report.token, url: new URL(data.report.url).pathname };
  }

  const asJob = (token: string) => ({ 'x-mlops-run-token': token });
  const evaluationOf = (of: string, auc: number) => ({
    of,
    evaluation: { name: 'recent flights', split: 'production', metrics: { auc } },
  });

  it('reads a policy back, and refuses one that makes no sense', async () => {
    const created = await mlops.api
      .post(policies)
      .send({ name: 'weekly', ...policy })
      .expect(201);
    expect(created.body).toMatchObject({
      name: 'weekly',
      sentence:
        "Every Monday at 06:00 Europe/Vienna; at most one run at a time; then the new version becomes a challenger if its auc is higher than the champion's.",
      nextDueAt: expect.stringMatching(/T0[45]:00:00.000Z$/),
      createdBy: 'user:default/mock',
    });
    for (const [change, message] of [
      [{ name: 'weekly' }, /has a retraining policy weekly already/],
      [{ executor: 'nobody' }, /There is no retraining executor "nobody"; installed: trainer/],
      [{ deployment: 'other' }, /has no deployment other/],
      [{ deployment: undefined }, /A challenger needs a deployment/],
      [{ trigger: { ...policy.trigger, cron: '99 * * * *' } }, /is no cron expression/],
      [{ trigger: { ...policy.trigger, timeZone: 'Mars/Olympus' } }, /There is no time zone/],
      [{ trigger: { kind: 'performance', metric: 'auc' } }, /needs a bound/],
      [{ outcome: { kind: 'promote' } }, /"to" names the stage/],
    ] as Array<[object, RegExp]>) {
      const { body, status } = await mlops.api
        .post(policies)
        .send({ name: 'other', ...policy, ...change });
      expect({ status, message: body.error.message }).toEqual({
        status: expect.any(Number),
        message: expect.stringMatching(message),
      });
      expect([400, 404, 409]).toContain(status);
    }
    expect((await mlops.api.get(policies)).body.items).toHaveLength(1);
  });

  it('lets only those set a policy who may do themselves what it does', async () => {
    const send = (outcome: object) =>
      mlops.api.post(policies).send({ name: 'sly', ...policy, outcome });
    denied = ['mlops.deployment.deploy', 'mlops.version.transition'];
    expect((await send({ kind: 'challenger' })).status).toBe(403);
    expect((await send({ kind: 'promote', to: 'Production' })).status).toBe(403);
    const changed = await mlops.api.put(`${policies}/weekly`).send({ ...policy });
    expect(changed.status).toBe(403);
    denied = [];
  });

  it('goes from the signed webhook to the challenger, by the job of the run alone', async () => {
    const { id, token, url } = await begin();
    const { headers, text, body } = receiver.received[receiver.received.length - 1];
    expect(headers['webhook-id']).toBe(id);
    const signature = createHmac('sha256', key)
      .update(`${id}.${headers['webhook-timestamp']}.${text}`)
      .digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signature}`);
    expect(body).toMatchObject({
      type: 'retraining.requested',
      data: {
        model: 'risk',
        policy: 'weekly',
        deployment: 'risk-eu',
        champion: 1,
        parameters: { trees: 50 },
      },
    });

    // What the job does, nobody's permission is asked for.
    denied = ['mlops.retraining.trigger', 'mlops.version.create', 'mlops.version.evaluate', 'mlops.artifact.read']; // prettier-ignore
    await mlops.api
      .post(`${url}/progress`)
      .set(asJob(token))
      .send({ state: 'running', url: 'https://trainer.example.com/1' })
      .expect(200);
    const champion = await mlops.api.get(`${url}/champion`).set(asJob(token)).buffer().expect(200);
    expect(champion.headers.etag).toMatch(/^"sha256:/);
    const early = await mlops.api
      .post(`${url}/evaluations`)
      .set(asJob(token))
      .send(evaluationOf('version', 0.7));
    expect(early.body.error).toMatchObject({
      name: 'ConflictError',
      message: 'The run has registered no version yet',
    });
    const upload = (variant: number) =>
      mlops.api
        .post(`${url}/version`)
        .set(asJob(token))
        .field('metadata', JSON.stringify({ algorithm: 'Trees', source: { commit: 'abc' } }))
        .attach('artifact', variantOf(riskModel, variant), 'model.onnx');
    const registered = await upload(1).expect(201);
    expect(registered.body.version).toMatchObject({
      version: 2,
      createdBy: 'plugin:mlops/retraining',
      source: {
        commit: 'abc',
        run: id,
        workflow: 'weekly',
        runUrl: 'https://trainer.example.com/1',
      },
    });
    // Sent again since the answer was lost.
    expect((await upload(1).expect(200)).body.version.version).toBe(2);
    expect((await upload(2).expect(409)).body.error.message).toBe(
      'The run has made version 2 already; a run makes one',
    );
    for (const [of, auc] of [
      ['version', 0.7],
      ['champion', 0.6],
    ] as const) {
      await mlops.api
        .post(`${url}/evaluations`)
        .set(asJob(token))
        .send(evaluationOf(of, auc))
        .expect(201);
    }
    await mlops.api
      .post(`${url}/progress`)
      .set(asJob(token))
      .send({ state: 'succeeded' })
      .expect(200);
    denied = [];
    await mlops.runTask('retrain');

    const run = (await mlops.api.get(`/api/mlops/retraining-runs/${id}`)).body;
    expect(run).toMatchObject({
      state: 'succeeded',
      cause: 'manual',
      version: 2,
      outcome: {
        kind: 'challenger',
        state: 'done',
        message: 'Version 2 is a challenger of risk-eu',
      },
      comparison: { dataset: 'recent flights', version: 0.7, champion: 0.6, isBetter: true },
    });
    const deployment = await mlops.api.get('/api/mlops/deployments/risk-eu');
    expect(deployment.body.challengers).toEqual([2]);

    const late = await mlops.api
      .post(`${url}/progress`)
      .set(asJob(token))
      .send({ state: 'failed' });
    expect({ status: late.status, message: late.body.error.message }).toEqual({
      status: 409,
      message: 'The run is over: it has succeeded',
    });
    const trail = await knex('audit_events').where({ resource: id }).orderBy('seq');
    expect(trail.map(({ action, actor }) => `${action} by ${actor}`)).toEqual([
      'retraining.trigger by user:default/mock',
      'retraining.submit by plugin:mlops/retraining',
      'retraining.report by plugin:mlops/retraining',
      'retraining.run by plugin:mlops/retraining',
      'retraining.deliver by plugin:mlops/retraining',
      'retraining.report by plugin:mlops/retraining',
      'retraining.succeed by plugin:mlops/retraining',
      'retraining.conclude by plugin:mlops/retraining',
    ]);
    expect((await mlops.api.get('/api/mlops/audit/verification')).body.intact).toBe(true);
    const everything = JSON.stringify([
      await knex('retraining_runs'),
      await knex('audit_events'),
      await knex('outbox'),
    ]);
    expect(everything).not.toContain(token);
  });

  it('refuses a token of another run, one that is made up, and none at all', async () => {
    const one = await begin();
    const nowhere = '/api/mlops/retraining-runs/00000000-0000-4000-8000-000000000000/report';
    for (const [path, token] of [
      [one.url, 'mlops_run_guessed'],
      [nowhere, one.token],
      [nowhere, 'mlops_run_guessed'],
    ]) {
      const { status, body } = await mlops.api
        .post(`${path}/progress`)
        .set(asJob(token))
        .send({ state: 'succeeded' });
      expect({ status, message: body.error.message }).toEqual({
        status: 401,
        message: 'The token is none of this run',
      });
    }
    // The header of a service that has no credentials.
    const none = await mlops.api
      .post(`${one.url}/progress`)
      .set('authorization', 'Bearer mock-none-token')
      .send({ state: 'succeeded' });
    expect(none.status).toBe(401);
    // Elsewhere a token is worth nothing.
    const elsewhere = await mlops.api
      .get(`/api/mlops/retraining-runs/${one.id}`)
      .set('authorization', 'Bearer mock-none-token')
      .set(asJob(one.token));
    expect(elsewhere.status).toBe(401);

    await mlops.api
      .post(`/api/mlops/retraining-runs/${one.id}/cancel`)
      .send({ reason: 'not now' })
      .expect(200);
    const cancelled = await mlops.api
      .post(`${one.url}/progress`)
      .set(asJob(one.token))
      .send({ state: 'succeeded' });
    expect(cancelled.body.error.message).toBe(
      'The run is being stopped, as user:default/mock asked',
    );
    await mlops.runTask('retrain');
    expect(receiver.received[receiver.received.length - 1].body).toMatchObject({
      type: 'retraining.cancelled',
      data: { run: one.id },
    });
  });
});
