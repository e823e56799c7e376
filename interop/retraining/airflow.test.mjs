// Trainings as DAGs of a real Airflow, by the module as it is.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { startAirflow } from './airflow.mjs';

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const {
  AirflowExecutor,
} = require('../../plugins/mlops-backend-module-airflow/src/AirflowExecutor.ts');

const DEADLINE_MS = 300_000;

const runWith = (parameters, id = randomUUID()) => ({
  id,
  model: 'risk',
  policy: 'weekly',
  champion: 2,
  reason: 'It was due',
  parameters,
  reportUrl: 'https://portal.example.com/report',
  reportToken: 'mlops_run_secret',
});

describe('Airflow', { timeout: 3 * DEADLINE_MS }, () => {
  let airflow;
  let executor;

  const executorWith = credentials =>
    new AirflowExecutor({
      id: 'airflow',
      title: 'Airflow',
      url: airflow.url,
      pageUrl: airflow.url,
      headers: {},
      apiVersion: airflow.apiVersion,
      dags: ['retrain', 'paused', 'nowhere'],
      credentials,
    });

  /** How a training ended. */
  const endOf = async training => {
    const end = Date.now() + DEADLINE_MS;
    for (;;) {
      const status = await executor.status(training);
      if (!['waiting', 'running'].includes(status.state)) return status;
      assert.ok(Date.now() < end, `it is still ${status.state}`);
      await wait(500);
    }
  };

  before(async () => {
    const command = process.env.MLOPS_TEST_AIRFLOW;
    assert.ok(command, 'MLOPS_TEST_AIRFLOW has to name the command of an Airflow');
    airflow = await startAirflow(command);
    executor = executorWith({ username: 'mlops', password: 'secret' });
  });

  after(() => airflow?.stop());

  it('trains to the end, once for each id', async () => {
    const run = runWith({ dag: 'retrain' });
    const training = await executor.submit(run);
    assert.deepEqual(await executor.submit(run), training);
    assert.equal((await endOf(training)).state, 'succeeded');
    // What has ended well may not become a failure.
    await executor.cancel(training);
    assert.equal((await executor.status(training)).state, 'succeeded');
  });

  it('says which task failed', async () => {
    const training = await executor.submit(runWith({ dag: 'retrain', conf: { fails: true } }));
    const { state, message } = await endOf(training);
    assert.deepEqual({ state, message }, { state: 'failed', message: 'Failed in the DAG: train' });
  });

  it('is stopped', async () => {
    const training = await executor.submit(runWith({ dag: 'retrain' }));
    await executor.cancel(training);
    assert.ok(['failed', 'succeeded'].includes((await executor.status(training)).state));
  });

  it('refuses what it can not start, and knows nothing of what was never started', async () => {
    await assert.rejects(executor.submit(runWith({ dag: 'paused' })), {
      name: 'InputError',
      message: 'The DAG paused is paused in airflow',
    });
    await assert.rejects(executor.submit(runWith({ dag: 'nowhere' })), {
      name: 'InputError',
      message: 'There is no DAG nowhere in airflow, or it may not be read',
    });
    assert.equal(await executor.status({ externalId: 'retrain/none' }), undefined);
  });

  it('tells that its credentials are not taken', async () => {
    const stranger = executorWith({ username: 'mlops', password: 'wrong' });
    await assert.rejects(stranger.status({ externalId: 'retrain/none' }), /status 401/);
  });
});
