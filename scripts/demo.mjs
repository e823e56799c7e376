// The main job, shown: a portal with real models that are registered, deployed, scored and monitored.
//   npm run demo             leaves the portal running
//   npm run demo -- --once   stops it at the end; exits 0, or says what failed and exits 1
import { join } from 'node:path';
import { eventually, mlopsApi, signInAsGuest, unlessMissing } from './demo/api.mjs';
import { evaluateByMonth, monthName } from './demo/evaluate.mjs';
import { buildApp, isReady, root, startBackend } from './demo/portal.mjs';
import {
  askForApprovals,
  bringTo,
  challenge,
  deployToProduction,
  driftAlert,
  requestPromotion,
} from './demo/govern.mjs';
import { tellLabels, verdictOn } from './demo/labels.mjs';
import { progressBar } from './demo/progressBar.mjs';
import { byHour, endpointHeaders, readFlights, replay } from './demo/traffic.mjs';

const BASE_URL = 'http://localhost:7007';
const TRAFFIC = join(root, 'examples/flights/traffic.parquet');
const MODELS = [
  { name: 'flight-delay-risk', versions: 2 },
  { name: 'flight-arrival-delay', versions: 1 },
];
/** The model whose second version challenges the first. */
const CHALLENGED = 'flight-delay-risk';
/** The metric that says most of each model. */
const METRICS = { 'flight-delay-risk': 'auc', 'flight-arrival-delay': 'rmse' };
const once = process.argv.includes('--once');
const say = line => process.stdout.write(`${line}\n`);

async function startPortal() {
  if (await isReady(BASE_URL)) {
    say(`A portal answers at ${BASE_URL} already: using that one.`);
    return undefined;
  }
  await buildApp(say);
  say('Starting the portal …');
  return startBackend({
    baseUrl: BASE_URL,
    // Nothing of the replay comes late, and somebody waits for the alert.
    env: { APP_CONFIG_mlops_monitoring_lateness: '"10s"' },
    logFile: join(root, '.data/demo.log'),
  });
}

async function waitUntilRegistered(call, { name, versions }) {
  await eventually(`the model ${name} to be registered from the catalog`, 120_000, async () => {
    const outcome = await unlessMissing(call('GET', `/registrations/component/default/${name}`));
    if (outcome?.state === 'failed') {
      throw new Error(`The model ${name} was not registered: ${outcome.message}`);
    }
    return outcome && (await call('GET', `/models/${name}`)).latestVersion.version >= versions
      ? outcome
      : undefined;
  });
}

async function deployVersionOne(call, model) {
  await bringTo(call, model, 1, 'None', 'Staging', 'Production');
  await deployToProduction(call, model, 1);
  return eventually(`${model} to be online`, 60_000, async () => {
    const deployment = await call('GET', `/deployments/${model}`);
    if (deployment.status === 'failed') {
      throw new Error(`The deployment ${model} failed: ${deployment.statusMessage}`);
    }
    return deployment.status === 'online' ? deployment : undefined;
  });
}

/** Hours that a deployment has been asked about already: what a demo that was stopped, or is run again, needn't send. */
async function recordedHours(call, deployment) {
  const recorded = new Set();
  const months = await call(
    'GET',
    `/deployments/${deployment}/traffic?interval=month&to=2014-01-01T00:00:00Z`,
  );
  for (const { start } of months.points) {
    const from = new Date(start);
    const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1));
    const hours = await call(
      'GET',
      `/deployments/${deployment}/traffic?interval=hour&from=${from.toISOString()}&to=${to.toISOString()}`,
    );
    hours.points.forEach(point => recorded.add(Date.parse(point.start)));
  }
  return recorded;
}

const sumRows = points => points.reduce((sum, point) => sum + point.rows, 0);

async function replayTraffic(call, model, deployment, flights, onAnswer) {
  const { signature } = await call('GET', `/models/${model}/versions/1`);
  const recorded = await recordedHours(call, model);
  const hours = byHour(flights).filter(hour => !recorded.has(hour.start));
  const missing = hours.reduce((sum, hour) => sum + hour.flights.length, 0);
  if (missing > 0) {
    await replay({
      inferUrl: deployment.endpoint.inferUrl,
      headers: await endpointHeaders(call, deployment),
      signature,
      hours,
      onAnswer,
      onProgress: progressBar(model.padEnd(20), missing),
    });
  } else {
    say(`  ${model.padEnd(20)} was sent before: nothing to do`);
  }
  return eventually(`${flights.length} rows of ${model} to be counted`, 60_000, async () => {
    const traffic = await call(
      'GET',
      `/deployments/${model}/traffic?interval=month&to=2014-01-01T00:00:00Z`,
    );
    return sumRows(traffic.points) >= flights.length ? traffic : undefined;
  });
}

async function report(call, model, traffic) {
  const drift = await call(
    'GET',
    `/deployments/${model}/drift?interval=month&to=2014-01-01T00:00:00Z`,
  );
  say(
    `\n${model}: ${sumRows(traffic.points).toLocaleString('en')} rows scored, ${drift.points.length} months of drift`,
  );
  const metric = METRICS[model];
  const evaluations = await call('GET', `/models/${model}/evaluations?split=production`);
  say(`  month     rows    p50 ms   ${metric.padStart(5)}   average drift   drifted columns`);
  for (const point of drift.points) {
    const month = traffic.points.find(
      one => one.start === point.start && one.version === point.version,
    );
    const { metrics } = evaluations.items.find(one => one.name === monthName(point.start));
    const columns = point.driftedColumns.join(', ') || '–';
    say(
      `  ${point.start.slice(0, 7)} ${String(point.rows).padStart(7)} ${month.latencyMs.p50.toFixed(2).padStart(9)} ` +
        `${metrics[metric].toPrecision(3).padStart(7)} ${point.averageDrift.toFixed(3).padStart(15)}   ${columns}`,
    );
  }
  if (drift.points.length < 9) {
    throw new Error(`${model} shows drift for ${drift.points.length} months instead of nine`);
  }
}

async function main() {
  const portal = await startPortal();
  const stop = async () => {
    await portal?.stop();
  };
  process.on('SIGINT', () => stop().then(() => process.exit(0)));
  process.on('SIGTERM', () => stop().then(() => process.exit(0)));
  try {
    const call = mlopsApi(BASE_URL, await signInAsGuest(BASE_URL));
    say('Waiting for the models to be registered from the catalog …');
    for (const model of MODELS) {
      await waitUntilRegistered(call, model);
    }
    const flights = await readFlights(TRAFFIC);
    say(
      'Promoting and deploying version 1 of each, and replaying the flights of April to December 2013 …',
    );
    const results = [];
    const answered = [];
    for (const { name, versions } of MODELS) {
      const deployment = await deployVersionOne(call, name);
      if (versions > 1) {
        await bringTo(call, name, 2, 'None', 'Staging');
        await challenge(call, name, 2);
      }
      const onAnswer = name === CHALLENGED ? answer => answered.push(answer) : undefined;
      const traffic = await replayTraffic(call, name, deployment, flights, onAnswer);
      results.push({ name, traffic });
    }
    say('Telling the registry what came true, month by month …');
    for (const { name } of results) {
      await evaluateByMonth(call, name, flights);
    }
    const matched = await tellLabels(call, CHALLENGED, answered, ({ late }) => Number(late));
    if (answered.length > 0) {
      say(`  ${matched.toLocaleString('en')} labels of logged predictions of ${CHALLENGED}`);
    }
    for (const { name, traffic } of results) {
      await report(call, name, traffic);
    }
    say('\nWaiting for the alert rules to have looked at it …');
    for (const { name } of results) {
      const { summary } = await driftAlert(call, name);
      say(`  ${name}: ${summary}`);
    }
    await askForApprovals(call, CHALLENGED);
    await requestPromotion(call, CHALLENGED, 2);
    say(`\nVersion 2 of ${CHALLENGED} runs beside version 1, and waits for somebody's approval.`);
    say(await verdictOn(call, CHALLENGED, 2));
    const rows = results.reduce((sum, { traffic }) => sum + sumRows(traffic.points), 0);
    say(`\n${rows.toLocaleString('en')} rows scored in all. Open:`);
    say(`  ${BASE_URL}/mlops                                                all models`);
    say(`  ${BASE_URL}/catalog/default/component/flight-delay-risk          a model's entity page`);
  } catch (error) {
    await stop();
    throw error;
  }
  if (once) {
    await stop();
  } else if (portal) {
    say('\nThe portal goes on running. Stop it with Ctrl-C.');
    await portal.exited;
  }
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`\nThe demo failed: ${error.message}\n`);
    process.exit(1);
  },
);
