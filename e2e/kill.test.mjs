// The backend is killed (SIGKILL) where it hurts, and started again.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, unlessMissing } from '../scripts/demo/api.mjs';
import { root } from '../scripts/demo/portal.mjs';
import {
  byHour,
  endpointHeaders,
  inferRequest,
  readFlights,
  replay,
} from '../scripts/demo/traffic.mjs';
import { temporaryPortal } from './temporaryPortal.mjs';

const MODEL = 'flight-delay-risk';
const flights = join(root, 'examples/flights');

const online = call =>
  eventually('the deployment to be online', 60_000, async () => {
    const deployment = await call('GET', `/deployments/${MODEL}`);
    return deployment.status === 'online' ? deployment : undefined;
  });

const countedRows = async call => {
  const { points } = await call('GET', `/deployments/${MODEL}/traffic?interval=month`);
  return points.reduce((sum, point) => sum + point.rows, 0);
};

describe('a backend that goes down', () => {
  const state = {};

  before(async () => {
    state.portal = await temporaryPortal();
    await state.portal.start();
    const { call } = await state.portal.api();
    await eventually('both versions to be registered', 90_000, async () => {
      const model = await unlessMissing(call('GET', `/models/${MODEL}`));
      return model?.latestVersion.version === 2 ? model : undefined;
    });
    await call('POST', '/deployments', {
      name: MODEL,
      model: MODEL,
      version: 1,
      allowEventTime: true,
      reason: 'to be killed',
    });
    state.deployment = await online(call);
    state.headers = await endpointHeaders(call, state.deployment);
  });

  after(async () => {
    await state.portal?.stop();
  });

  it('killed during a replay, serves again and has counted no row twice and none that was not answered', async () => {
    const { call } = await state.portal.api();
    const { signature } = await call('GET', `/models/${MODEL}/versions/1`);
    const hours = byHour(await readFlights(join(flights, 'traffic.parquet'))).slice(0, 1_200);
    const answered = new Set();
    const send = async hour => {
      const response = await fetch(state.deployment.endpoint.inferUrl, {
        method: 'POST',
        headers: state.headers,
        body: JSON.stringify(inferRequest(signature, hour.flights)),
      });
      assert.equal(response.status, 200);
      await response.arrayBuffer();
      answered.add(hour);
    };
    let killed = false;
    const sending = (async () => {
      for (const hour of hours) {
        await send(hour).catch(error => {
          if (!killed) throw error;
        });
        if (killed) return;
      }
    })();
    await eventually('a good part of the replay', 60_000, async () =>
      answered.size > 400 ? true : undefined,
    );
    killed = true;
    await state.portal.kill();
    await sending;

    const started = Date.now();
    await state.portal.start();
    const after = await state.portal.api();
    await online(after.call);
    const seconds = (Date.now() - started) / 1000;
    assert.ok(seconds < 30, `served again after ${seconds} s`);

    const rowsAnswered = [...answered].reduce((sum, hour) => sum + hour.flights.length, 0);
    const rowsCounted = await countedRows(after.call);
    assert.ok(rowsCounted > 0, 'what was flushed before the kill is there');
    assert.ok(rowsCounted <= rowsAnswered, `${rowsCounted} counted of ${rowsAnswered} answered`);

    // Whole hours were counted or not at all, so what is missing can be sent again without anything being counted twice.
    const recorded = new Set();
    const { points } = await after.call('GET', `/deployments/${MODEL}/traffic?interval=hour`);
    for (const point of points) {
      const hour = hours.find(one => one.start === Date.parse(point.start));
      assert.equal(point.rows, hour.flights.length);
      recorded.add(hour.start);
    }
    const missing = hours.filter(hour => !recorded.has(hour.start));
    for (const hour of missing) {
      await send(hour);
    }
    const all = hours.reduce((sum, hour) => sum + hour.flights.length, 0);
    await eventually(`${all} rows to be counted`, 20_000, async () =>
      (await countedRows(after.call)) === all ? true : undefined,
    );
  });

  it('stopped the regular way, has counted every row it answered', async () => {
    const { call } = await state.portal.api();
    const { signature } = await call('GET', `/models/${MODEL}/versions/1`);
    const before = await countedRows(call);
    const hours = byHour(await readFlights(join(flights, 'traffic.parquet'))).slice(-50);
    const { deployment, headers } = state;
    await replay({ inferUrl: deployment.endpoint.inferUrl, headers, signature, hours });
    // At once: nothing of it was due to be written yet.
    await state.portal.terminate();
    await state.portal.start();
    const rows = hours.reduce((sum, hour) => sum + hour.flights.length, 0);
    assert.equal((await countedRows((await state.portal.api()).call)) - before, rows);
  });

  it('killed during an upload, has no half version afterwards and takes the same upload whole', async () => {
    const { token } = await state.portal.api();
    const blobs = join(state.portal.directory, 'artifacts/sha256');
    const stored = async () => (await readdir(blobs, { recursive: true })).sort();
    const before = await stored();
    const boundary = 'mlops-kill-test';
    const metadata = {
      name: 'killed',
      owner: 'group:default/flight-operations',
      problemType: 'binary-classification',
    };
    const artifact = await readFile(join(flights, `${MODEL}/2/model.onnx`));
    const head =
      `--${boundary}\r\ncontent-disposition: form-data; name="metadata"\r\n\r\n${JSON.stringify(metadata)}\r\n` +
      `--${boundary}\r\ncontent-disposition: form-data; name="artifact"; filename="model.onnx"\r\n` +
      'content-type: application/octet-stream\r\n\r\n';
    const send = () =>
      request(`${state.portal.baseUrl}/api/mlops/models`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': `multipart/form-data; boundary=${boundary}`,
        },
      });
    const interrupted = send();
    interrupted.on('error', () => {});
    interrupted.write(head);
    interrupted.write(artifact.subarray(0, artifact.length / 2));
    await sleep(1_000);
    await state.portal.kill();
    interrupted.destroy();

    await state.portal.start();
    const after = await state.portal.api();
    assert.equal(await unlessMissing(after.call('GET', '/models/killed')), undefined);
    assert.deepEqual(await stored(), before);

    const form = new FormData();
    form.append('metadata', new Blob([JSON.stringify(metadata)], { type: 'application/json' }));
    form.append('artifact', new Blob([artifact]), 'model.onnx');
    const whole = await fetch(`${state.portal.baseUrl}/api/mlops/models`, {
      method: 'POST',
      headers: { authorization: `Bearer ${after.token}` },
      body: form,
    });
    assert.equal(whole.status, 201, await whole.text());
    assert.equal((await after.call('GET', '/models/killed')).latestVersion.version, 1);
  });
});
