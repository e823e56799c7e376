// The whole loop with real parts: the flights of spring are replayed and drift, which starts a job on a real Ray cluster; it
// trains on the recent months, registers what it made, and since that does better than the champion it becomes a challenger.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { temporaryPortal } from '../../e2e/temporaryPortal.mjs';
import { eventually } from '../../scripts/demo/api.mjs';
import { root } from '../../scripts/demo/portal.mjs';
import { byHour, endpointHeaders, readFlights, replay } from '../../scripts/demo/traffic.mjs';
import { startRay } from './cluster.mjs';

const MODEL = 'flight-delay-risk';
const FLIGHTS = join(root, 'examples/flights');
/** The months that are replayed, and then trained on. */
const [FIRST, LAST] = ['2013-04-01', '2013-06-01'];
const MINUTE = 60_000;

const python = process.env.MLOPS_TEST_PYTHON;

/** The portal of the sample, with the cluster, and so quick that nobody has to wait. */
const settings = ray => ({
  mlops: {
    monitoring: { settlingTime: { seconds: 3 } },
    retraining: {
      pollInterval: { seconds: 1 },
      ray: [{ name: 'ray', title: 'Ray', url: ray.url }],
    },
  },
});

describe('drift starts a training whose version becomes a challenger', () => {
  let ray;
  let portal;
  let call;

  before(async () => {
    ray = await startRay(python);
    portal = await temporaryPortal({
      settings: async () => ({
        env: { APP_CONFIG_mlops: JSON.stringify(settings(ray).mlops) },
      }),
    });
    await portal.start();
    ({ call } = await portal.api());
  });

  after(async () => {
    await portal?.stop();
    await ray?.stop();
  });

  it('from the replay to the comparison', { timeout: 10 * MINUTE }, async () => {
    await eventually('both versions to be registered', 2 * MINUTE, async () => {
      const model = await call('GET', `/models/${MODEL}`).catch(() => undefined);
      return model?.latestVersion.version === 2 ? model : undefined;
    });
    await call('POST', '/deployments', {
      name: MODEL,
      model: MODEL,
      version: 1,
      environment: 'development',
      allowEventTime: true,
      reason: 'To be retrained',
    });
    const deployment = await eventually('the endpoint to be online', MINUTE, async () => {
      const found = await call('GET', `/deployments/${MODEL}`);
      return found.status === 'online' ? found : undefined;
    });

    const policy = await call('POST', `/models/${MODEL}/retraining-policies`, {
      name: 'when-flights-drift',
      deployment: MODEL,
      trigger: { kind: 'drift', rows: 5_000, interval: 'week' },
      // The replay goes on drifting.
      cooldownSeconds: 86_400,
      executor: 'ray',
      parameters: {
        entrypoint: `${python} ${join(root, 'interop/retraining/train.py')} ${FIRST} ${LAST}`,
        runtimeEnv: { env_vars: { FLIGHTS } },
      },
      outcome: { kind: 'challenger', better: { metric: 'auc', direction: 'higher' } },
      reason: 'Weather changes with the season',
    });
    assert.equal(
      policy.sentence,
      "When 5,000 rows were scored in consecutive weeks in which any column drifted (corrected PSI above 0.3); not again within 1 day of a run; at most one run at a time; then the new version becomes a challenger if its auc is higher than the champion's.",
    );

    const version = await call('GET', `/models/${MODEL}/versions/1`);
    const flights = (await readFlights(join(FLIGHTS, 'traffic.parquet'))).filter(
      ({ event_time: time }) => time < new Date(LAST),
    );
    await replay({
      inferUrl: deployment.endpoint.inferUrl,
      headers: await endpointHeaders(call, deployment),
      signature: version.signature,
      hours: byHour(flights),
    });

    const run = await eventually('the training to end', 6 * MINUTE, async () => {
      const { items } = await call('GET', `/models/${MODEL}/retraining-runs`);
      const [newest] = items;
      if (newest && ['failed', 'cancelled', 'timed-out'].includes(newest.state)) {
        const log = await fetch(`${ray.url}/api/jobs/${newest.id}/logs`).then(a => a.text());
        throw new Error(`The run ${newest.state}: ${newest.message}\n${log}`);
      }
      return newest?.state === 'succeeded' && newest.outcome?.state !== 'pending'
        ? newest
        : undefined;
    });
    assert.equal(run.cause, 'drift');
    assert.match(run.reason, /temp.* drifted: [\d,]+ rows were scored from 2013-0\d-\d\d 00:00 to/);
    assert.equal(run.requestedBy, 'plugin:mlops/retraining');
    assert.equal(run.champion, 1);
    assert.equal(run.version, 3);
    assert.equal(run.url, `${ray.url}/#/jobs/${run.id}`);
    assert.deepEqual(run.outcome, {
      kind: 'challenger',
      state: 'done',
      message: `Version 3 is a challenger of ${MODEL}`,
    });
    assert.ok(run.comparison.isBetter);
    assert.ok(
      run.comparison.version > run.comparison.champion + 0.02,
      JSON.stringify(run.comparison),
    );
    console.log(
      `AUC on recent flights: ${run.comparison.version}, the champion's ${run.comparison.champion}`,
    );

    const { challengers } = await call('GET', `/deployments/${MODEL}`);
    assert.deepEqual(challengers, [3]);
    const trained = await call('GET', `/models/${MODEL}/versions/3`);
    assert.equal(trained.source.run, run.id);
    assert.equal(trained.source.workflow, 'when-flights-drift');
    assert.equal(trained.createdBy, 'plugin:mlops/retraining');
    assert.ok(trained.hasReference);

    const job = await fetch(`${ray.url}/api/jobs/${run.id}`).then(answer => answer.json());
    assert.equal(job.status, 'SUCCEEDED');
    assert.equal(job.submission_id, run.id);

    const events = await call('GET', `/models/${MODEL}/audit-events?limit=100`);
    const story = events.items
      .map(({ action }) => action)
      .filter(one => one.startsWith('retraining.'));
    assert.deepEqual(story.reverse(), [
      'retraining.create',
      'retraining.due',
      'retraining.submit',
      ...(story.includes('retraining.run') ? ['retraining.run'] : []),
      'retraining.deliver',
      'retraining.succeed',
      'retraining.conclude',
    ]);

    const late = await fetch(
      `${portal.baseUrl}/api/mlops/retraining-runs/${run.id}/report/progress`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-mlops-run-token': 'mlops_run_guessed' },
        body: JSON.stringify({ state: 'failed' }),
      },
    );
    assert.equal(late.status, 401);
  });
});
