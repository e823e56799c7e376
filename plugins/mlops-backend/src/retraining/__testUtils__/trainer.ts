import { randomUUID } from 'node:crypto';
import { riskMetadata, riskModel, variantOf } from '../../__testUtils__/files';
import type { startMlops } from '../../__testUtils__/startMlops';
import { SECRET } from '../../webhooks/__testUtils__/receiver';
import type { startReceiver } from '../../webhooks/__testUtils__/receiver';

const ROWS = 200;
/** Classes of as many rows, half of each. */
export const labels = Array.from({ length: ROWS }, (_, row) => row % 2);

/** What a job reports of a version: rows with their scores, of which so many in a hundred are the wrong way round. */
export const rows = (wrong: number, of = labels) => ({
  data: {
    labels: of,
    scores: of.map((label, row) => (row % 100 < wrong === (label === 1) ? 0.2 : 0.8)),
  },
});

type Mlops = Awaited<ReturnType<typeof startMlops>>;
type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** The configuration of an executor `trainer` that is a webhook to the receiver. */
export const trainerAt = ({ url }: Receiver) => ({
  pollInterval: { hours: 1 },
  webhooks: [{ name: 'trainer', url, secret: SECRET, allowPrivateAddresses: true }],
});

/** A model whose first version serves, with a policy `weekly` that promotes what does better by its AUC. */
export async function policyThatPromotes(
  mlops: Mlops,
  to: string,
  deployed: { follow?: string } = {},
): Promise<string> {
  const model = `m-${randomUUID()}`;
  await mlops.api
    .post('/api/mlops/models')
    .field('metadata', JSON.stringify({ ...riskMetadata, name: model }))
    .attach('artifact', riskModel)
    .expect(201);
  await mlops.api
    .post('/api/mlops/deployments')
    .send({ name: model, model, version: 1, reason: 'it serves', ...deployed })
    .expect(201);
  await mlops.api
    .post(`/api/mlops/models/${model}/retraining-policies`)
    .send({
      name: 'weekly',
      deployment: model,
      trigger: { kind: 'time', cron: '0 6 * * 1', timeZone: 'Europe/Vienna' },
      executor: 'trainer',
      outcome: { kind: 'promote', to, better: { metric: 'auc', direction: 'higher' } },
      reason: 'it gets old',
    })
    .expect(201);
  return model;
}

/** Has a run begin, whose job then reports over HTTP, by the run's token alone, as its webhook said. */
export async function begin(mlops: Mlops, receiver: Receiver, model: string) {
  const { body: queued } = await mlops.api
    .post(`/api/mlops/models/${model}/retraining-policies/weekly/runs`)
    .send({ reason: 'the season changes' })
    .expect(201);
  await mlops.runTask('retrain');
  const requested = receiver.received
    .map(({ body }) => JSON.parse(body).data)
    .find(({ run }) => run === queued.id);
  const { url, token } = requested.report;
  const path = new URL(url).pathname;
  const post = (what: string) =>
    mlops.api.post(`${path}/${what}`).set({ 'x-mlops-run-token': token });
  return {
    async deliver(variant = 1): Promise<number> {
      const { body } = await post('version')
        .field('metadata', JSON.stringify({ algorithm: 'Trees' }))
        .attach('artifact', variantOf(riskModel, variant), 'model.onnx')
        .expect(201);
      return body.version.version;
    },
    async evaluate(of: 'version' | 'champion', measured: object) {
      const evaluation = { name: 'recent flights', split: 'production', ...measured };
      const { body } = await post('evaluations').send({ of, evaluation }).expect(201);
      return body;
    },
    async succeed() {
      await post('progress').send({ state: 'succeeded' }).expect(200);
      await mlops.runTask('retrain');
      return (await mlops.api.get(`/api/mlops/retraining-runs/${queued.id}`).expect(200)).body;
    },
  };
}
