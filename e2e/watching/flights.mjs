// What an endpoint is asked: flights of a hot summer's day, and such as it was taught.
import { join } from 'node:path';
import { eventually } from '../../scripts/demo/api.mjs';
import { root } from '../../scripts/demo/portal.mjs';
import {
  byHour,
  endpointHeaders,
  inferRequest,
  readFlights,
  replay,
} from '../../scripts/demo/traffic.mjs';

export const MODEL = 'flight-delay-risk';
export const ENTITY = `/catalog/default/component/${MODEL}`;
const FLIGHTS = join(root, 'examples/flights');
const HOT_DAY = '2013-07-09';
const CALM_DAY = '2013-08-01';
/** Every so many of the reference's flights, which are in order of time. */
const STRIDE = 8;
const COUNTED_MS = 30_000;

/** The flights of a day on which it was much hotter than in what the model was taught. */
export async function hotFlights() {
  const flights = await readFlights(join(FLIGHTS, 'traffic.parquet'));
  return flights.filter(({ event_time: time }) => time.toISOString().startsWith(HOT_DAY));
}

/** Flights that are like what the model was taught, on a later day. */
export async function calmFlights() {
  const flights = await readFlights(join(FLIGHTS, MODEL, '1/reference.parquet'));
  const time = new Date(`${CALM_DAY}T12:00:00Z`);
  return flights
    .filter((_, index) => index % STRIDE === 0)
    .map(flight => ({ ...flight, event_time: time }));
}

/** Deploys version 1. */
export async function deploy(call) {
  await call('POST', '/deployments', {
    name: MODEL,
    model: MODEL,
    version: 1,
    allowEventTime: true,
    reason: 'To be watched',
  });
  return eventually('the endpoint', 60_000, async () => {
    const deployment = await call('GET', `/deployments/${MODEL}`);
    return deployment.status === 'online' ? deployment : undefined;
  });
}

const rowsOf = async call =>
  (await call('GET', `/deployments/${MODEL}/traffic?interval=month`)).total.rows;

/** Asks about flights, when they happened; ends once they are counted. @returns `[{ predictionId, flights }]` */
export async function ask(call, deployment, flights) {
  const { signature } = await call('GET', `/models/${MODEL}/versions/1`);
  const before = await rowsOf(call);
  const answered = [];
  await replay({
    inferUrl: deployment.endpoint.inferUrl,
    headers: await endpointHeaders(call, deployment),
    signature,
    hours: byHour(flights),
    onAnswer: answer => answered.push(answer),
  });
  await counted(call, before + flights.length);
  return answered;
}

/** Asks about flights as if they were happening now. */
export async function askNow(call, deployment, flights) {
  const { signature } = await call('GET', `/models/${MODEL}/versions/1`);
  const before = await rowsOf(call);
  const { parameters, ...request } = inferRequest(signature, flights);
  const response = await fetch(deployment.endpoint.inferUrl, {
    method: 'POST',
    headers: await endpointHeaders(call, deployment),
    body: JSON.stringify(request),
  });
  if (!response.ok) {
    throw new Error(`The endpoint answered ${response.status}: ${await response.text()}`);
  }
  await counted(call, before + flights.length);
}

const counted = (call, rows) =>
  eventually(`${rows} rows to be counted`, COUNTED_MS, async () =>
    (await rowsOf(call)) >= rows ? true : undefined,
  );
