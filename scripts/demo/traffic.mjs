// Flights that happened, as requests to an endpoint: one request for each hour of the past.
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';

const HOUR_MS = 3_600_000;

/** The flights in order of time. */
export async function readFlights(path) {
  return parquetReadObjects({ file: await asyncBufferFromFile(path) });
}

/** The flights of each hour: `[{ start, flights }]`, `start` in milliseconds. */
export function byHour(flights) {
  const hours = new Map();
  for (const flight of flights) {
    const start = Math.floor(flight.event_time.getTime() / HOUR_MS) * HOUR_MS;
    const hour = hours.get(start) ?? { start, flights: [] };
    hour.flights.push(flight);
    hours.set(start, hour);
  }
  return [...hours.values()];
}

/** An inference request of the Open Inference Protocol for flights, by a model's signature. */
export function inferRequest(signature, flights) {
  return {
    parameters: { event_time: flights[0].event_time.toISOString() },
    inputs: signature.inputs.map(({ name, datatype, shape }) => ({
      name,
      datatype,
      shape: shape.map(size => (size === -1 ? flights.length : size)),
      data: flights.map(({ [name]: value }) =>
        typeof value === 'bigint' ? Number(value) : (value ?? null),
      ),
    })),
  };
}

/**
 * The headers of a request to a deployment's endpoint; with a new token that is valid for a day, where it needs one.
 *
 * @param call - the API as whoever may manage tokens uses it
 */
export async function endpointHeaders(call, { name, endpoint }) {
  const headers = { 'content-type': 'application/json' };
  if (!endpoint.needsToken) {
    return headers;
  }
  const { secret } = await call('POST', `/deployments/${name}/tokens`, {
    name: 'Replay of past flights',
    expiresInDays: 1,
  });
  return { ...headers, authorization: `Bearer ${secret}` };
}

/**
 * Sends hours to an endpoint, several at a time. The first refusal or failure ends it.
 *
 * @param options.headers - those of `endpointHeaders`
 * @param options.onAnswer - told the flights of each request and the id of its predictions
 * @returns how many rows were answered
 */
export async function replay(options) {
  const { inferUrl, headers, signature, hours, concurrency = 8, onProgress, onAnswer } = options;
  let next = 0;
  let rows = 0;
  async function send() {
    while (next < hours.length) {
      const { flights } = hours[next++];
      const response = await fetch(inferUrl, {
        method: 'POST',
        headers,
        body: JSON.stringify(inferRequest(signature, flights)),
      });
      const answer = await response.json();
      if (!response.ok) {
        throw new Error(`The endpoint answered ${response.status}: ${answer.error}`);
      }
      rows += flights.length;
      onAnswer?.({ predictionId: response.headers.get('x-prediction-id'), flights });
      onProgress?.(flights.length);
    }
  }
  await Promise.all(Array.from({ length: concurrency }, send));
  return rows;
}
