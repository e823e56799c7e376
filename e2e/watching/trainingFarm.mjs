// A small training system of the test's own: it takes signed webhooks, and reports as a job does.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { eventually } from '../../scripts/demo/api.mjs';

const WAIT_MS = 20_000;
const [ACCEPTED, UNAUTHORIZED] = [202, 401];

/** Whether a webhook was signed with the secret, as "Standard Webhooks" say it. */
function isGenuine(key, headers, body) {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = createHmac('sha256', key).update(signed).digest();
  return (headers['webhook-signature'] ?? '').split(' ').some(signature => {
    const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** What a job tells of its training, with the token that came with the webhook. */
async function report({ report: { url, token } }, part, body) {
  const isForm = body instanceof FormData;
  const response = await fetch(`${url}/${part}`, {
    method: 'POST',
    headers: {
      'x-mlops-run-token': token,
      ...(!isForm && { 'content-type': 'application/json' }),
    },
    body: isForm ? body : JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(
      `The report of ${part} was answered ${response.status}: ${await response.text()}`,
    );
  }
  return response.json();
}

/** Starts it at a free port. `url` and `secret` are for the portal's configuration. */
export async function startTrainingFarm() {
  const key = randomBytes(24);
  const trainings = [];
  const stopped = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (!isGenuine(key, request.headers, body)) {
      response.writeHead(UNAUTHORIZED).end();
      return;
    }
    const { type, data } = JSON.parse(body);
    (type === 'retraining.cancelled' ? stopped : trainings).push(data);
    response.writeHead(ACCEPTED).end();
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    secret: `whsec_${key.toString('base64')}`,
    /** The next training that is asked for: `{ run, model, report, … }`. */
    next: () => eventually('a training to be asked for', WAIT_MS, async () => trainings.shift()),
    /** Waits until it is told to stop a run. */
    toStop: run =>
      eventually('the training to be stopped', WAIT_MS, async () =>
        stopped.some(one => one.run === run) ? true : undefined,
      ),
    begin: training => report(training, 'progress', { state: 'running' }),
    /** Hands in what was made, and says that all went well. */
    async succeed(training, { metadata, artifact, reference }) {
      const form = new FormData();
      form.append('metadata', new Blob([JSON.stringify(metadata)], { type: 'application/json' }));
      form.append('artifact', new Blob([artifact]), 'model.onnx');
      form.append('reference', new Blob([reference]), 'reference.parquet');
      await report(training, 'version', form);
      await report(training, 'progress', { state: 'succeeded' });
    },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
