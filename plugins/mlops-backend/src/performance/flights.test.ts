import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { riskMetadata, riskModel, riskReference } from '../__testUtils__/files';
import { inferRequest, readTraffic } from '../__testUtils__/replay';
import { eventually, flights, startMlops } from '../__testUtils__/startMlops';

jest.setTimeout(600_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const HOUR = 3_600_000;
const FIRST = Date.UTC(2013, 0);
/** As many as one request takes. */
const MOST_LABELS = 20_000;

type Flight = Awaited<ReturnType<typeof readTraffic>>[number];

interface ExpectedMonth {
  month: string;
  rows: number;
  metrics: Record<string, [value: number, low: number, high: number]>;
  estimated: Record<string, number>;
}

/** The flights of each hour, as the demo asks about them. */
function byHour(rows: Flight[]): Flight[][] {
  const hours = new Map<number, Flight[]>();
  for (const row of rows) {
    const hour = Math.floor(row.event_time.getTime() / HOUR);
    const flown = hours.get(hour);
    if (flown) {
      flown.push(row);
    } else {
      hours.set(hour, [row]);
    }
  }
  return [...hours.values()];
}

describe.each(databases.eachSupportedId())('the flights, from labels to performance, %s', id => {
  it('agrees with scikit-learn month by month, and estimates without labels what it was to be', async () => {
    const expected = JSON.parse(readFileSync(join(flights, 'expected/performance.json'), 'utf8'));
    const knex = await databases.init(id);
    const mlops = await startMlops({ knex });
    try {
      const call = (path: string) => `/api/mlops/deployments/flights${path}`;
      const registered = await mlops.api
        .post('/api/mlops/models')
        .field('metadata', JSON.stringify(riskMetadata))
        .attach('artifact', riskModel)
        .attach('reference', riskReference);
      const { signature } = registered.body.version;
      await mlops.api.post('/api/mlops/deployments').send({
        name: 'flights',
        model: 'risk',
        version: 1,
        allowEventTime: true,
        reason: 'replay',
      });
      await mlops.api.put(call('/prediction-settings')).send({
        key: null,
        slices: ['carrier'],
        requestsPerSecond: 100_000,
        reason: 'all of them',
      });
      const { endpoint } = await eventually(async () => {
        const { body } = await mlops.api.get(call(''));
        return body.status === 'online' && body;
      }, 60_000);

      const rows = await readTraffic();
      const hours = byHour(rows);
      const labels: Array<{ predictionId: string; row: number; label: number }> = [];
      const ask = async (flown: Flight[]) => {
        const response = await fetch(endpoint.inferUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(inferRequest(signature, flown)),
        });
        await response.arrayBuffer();
        const predictionId = response.headers.get('x-prediction-id')!;
        flown.forEach((flight, row) =>
          labels.push({ predictionId, row, label: Number(flight.late) }),
        );
      };
      // Until the workers have heard that they are to log: of a flight that was long before.
      const before = [{ ...rows[0], event_time: new Date(Date.UTC(2012, 0)) }];
      await eventually(async () => {
        await ask(before);
        return (await knex('predictions').first()) !== undefined;
      }, 60_000);
      labels.length = 0;
      const waiting = [...hours];
      const send = async () => {
        for (let flown = waiting.shift(); flown; flown = waiting.shift()) {
          await ask(flown);
        }
      };
      await Promise.all(Array.from({ length: 4 }, send));
      await eventually(async () => {
        const [{ count }] = await knex('predictions')
          .where('predicted_at', '>=', FIRST)
          .count({ count: '*' });
        return Number(count) === rows.length;
      }, 300_000);

      const series = async (query: string) =>
        (
          await mlops.api.get(
            call(`/performance?interval=month&from=${new Date(FIRST).toISOString()}&${query}`),
          )
        ).body;
      for (let from = 0; from < labels.length; from += MOST_LABELS) {
        const told = await mlops.api
          .post(call('/labels'))
          .send({ labels: labels.slice(from, from + MOST_LABELS) });
        expect(told.body.unmatched).toBe(0);
      }
      const { points, slices, truncatedBefore } = await series('slice=carrier');
      expect(truncatedBefore).toBeUndefined();
      const found = (month: string, metric: string) =>
        points.find((one: any) => one.start.startsWith(month) && one.metric === metric);
      expect(new Set(points.map(({ start }: any) => start)).size).toBe(expected.months.length);
      for (const { month, rows: count, metrics, estimated } of expected.months as ExpectedMonth[]) {
        for (const [metric, [value, low, high]] of Object.entries(metrics)) {
          const point = found(month, metric);
          const where = `${metric} in ${month}`;
          expect([where, point.rows, point.labelled]).toEqual([where, count, count]);
          const errors = [
            point.value - value,
            point.low - low,
            point.high - high,
            point.estimated.value - estimated[metric],
          ];
          // scikit-learn is given float64 of the same float32 scores, so that only sums differ.
          expect([where, Math.max(...errors.map(Math.abs)) < 1e-9]).toEqual([where, true]);
        }
      }
      const named = slices.slices.filter(({ isOther }: any) => !isOther);
      // The rarest of the carriers are told together.
      const frequent = [...expected.carriers].sort((a, b) => b.rows - a.rows).slice(0, 12);
      expect(named.map(({ value, rows: count }: any) => [value, count])).toEqual(
        frequent.map(({ carrier, rows: count }: any) => [carrier, count]),
      );
      named.forEach(({ metrics }: any, index: number) =>
        expect(metrics.find(({ metric }: any) => metric === 'accuracy').value).toBeCloseTo(
          frequent[index].accuracy,
          12,
        ),
      );
    } finally {
      await mlops.stop();
    }
  });
});
