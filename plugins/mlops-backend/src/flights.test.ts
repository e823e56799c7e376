import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';
import { inferRequest, readTraffic, replayTraffic } from './__testUtils__/replay';
import { eventually, flights, startMlops } from './__testUtils__/startMlops';

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const modelsFile = resolve(__dirname, '../../../catalog-info/models.yaml');

/** The sample organisation's models as the catalog would give them. */
function catalogEntities(): Entity[] {
  return readFileSync(modelsFile, 'utf8')
    .split(/^---$/m)
    .map(document => parse(document) as Entity)
    .map(entity => ({
      ...entity,
      metadata: {
        ...entity.metadata,
        namespace: 'default',
        annotations: {
          ...entity.metadata.annotations,
          'backstage.io/managed-by-location': `file:${modelsFile}`,
        },
      },
    }));
}

interface ExpectedColumn {
  name: string;
  edges?: number[];
  categories?: string[];
  reference: { counts: number[]; n: number };
  months: Array<{
    month: string;
    counts: number[];
    psi: number;
    psiCorrected: number;
    pValue: number;
    drifted: boolean;
  }>;
}

describe.each(databases.eachSupportedId())(
  'the flights, from the catalog to drift, %s',
  databaseId => {
    it('agrees with numpy and scipy on every count and PSI of nine months', async () => {
      const expected = JSON.parse(readFileSync(join(flights, 'expected/drift.json'), 'utf8'));
      const knex = await databases.init(databaseId);
      const mlops = await startMlops({ knex, entities: catalogEntities() });
      try {
        const get = async (path: string) => (await mlops.api.get(`/api/mlops${path}`)).body;
        await eventually(
          async () => (await get('/models/flight-delay-risk')).latestVersion?.version === 2,
          60_000,
        );
        expect(await get('/registrations/component/default/flight-delay-risk')).toMatchObject({
          state: 'registered',
          model: 'flight-delay-risk',
        });
        const model = await get('/models/flight-delay-risk');
        expect(model).toMatchObject({
          owner: 'group:default/flight-operations',
          entityRef: 'component:default/flight-delay-risk',
          problemType: 'binary-classification',
          latestVersion: { headlineMetric: { name: 'auc', split: 'test' } },
        });

        await mlops.api.post('/api/mlops/deployments').send({
          name: 'flight-delay-risk',
          model: 'flight-delay-risk',
          version: 1,
          allowEventTime: true,
          reason: 'replay',
        });
        const deployment = await eventually(async () => {
          const body = await get('/deployments/flight-delay-risk');
          return body.status === 'online' && body;
        });
        const { signature } = await get('/models/flight-delay-risk/versions/1');
        const rows = await readTraffic();
        await replayTraffic(deployment.endpoint.inferUrl, signature, rows);

        const traffic = await eventually(async () => {
          await new Promise(done => setTimeout(done, 500));
          const body = await get('/deployments/flight-delay-risk/traffic?interval=month');
          const counted = body.points.reduce((sum: number, point: any) => sum + point.rows, 0);
          return counted === rows.length && body;
        }, 60_000);
        expect(traffic.points.map((point: any) => point.rows)).toEqual(
          expected.months.map((month: any) => month.rows),
        );
        for (const point of traffic.points) {
          expect(point.errors).toBe(0);
          expect(point.latencyMs.p50).toBeGreaterThan(0);
          expect(point.latencyMs.p99).toBeGreaterThanOrEqual(point.latencyMs.p50);
          expect(point.prediction.mean).toBeGreaterThan(0);
          expect(point.prediction.classes.map((one: any) => one.name)).toEqual(['0', '1']);
        }

        const drift = await get('/deployments/flight-delay-risk/drift?interval=month');
        expect(drift.points).toHaveLength(9);
        for (const [index, month] of expected.months.entries()) {
          const point = drift.points[index];
          expect(point.start.slice(0, 7)).toBe(month.month);
          expect(point.averageDrift).toBeCloseTo(month.averageDrift, 9);
          for (const column of expected.columns as ExpectedColumn[]) {
            const measured = point.columns.find((one: any) => one.name === column.name);
            const wanted = column.months[index];
            const where = `${column.name} in ${month.month}`;
            expect([where, measured.bins.map((bin: any) => bin.reference)]).toEqual([
              where,
              column.reference.counts,
            ]);
            expect([where, measured.bins.map((bin: any) => bin.window)]).toEqual([
              where,
              wanted.counts,
            ]);
            expect(Math.abs(measured.psi - wanted.psi)).toBeLessThan(1e-9);
            expect(Math.abs(measured.psiCorrected - wanted.psiCorrected)).toBeLessThan(1e-9);
            // Reference and portal find the saddlepoint on grids of their own.
            expect(Math.abs(measured.pValue - wanted.pValue)).toBeLessThan(1e-6);
            expect([where, measured.drifted]).toEqual([where, wanted.drifted]);
          }
        }
        for (const month of expected.months) {
          const flown = rows.filter(
            row => (row.event_time as Date).toISOString().slice(0, 7) === month.month,
          );
          const { parameters, ...request } = inferRequest(signature, flown) as any;
          const answer = await mlops.api
            .post('/api/mlops/deployments/flight-delay-risk/infer')
            .send(request);
          const probabilities = answer.body.outputs.find(
            (one: any) => one.name === 'probabilities',
          );
          const evaluation = await mlops.api
            .post('/api/mlops/models/flight-delay-risk/versions/1/evaluations')
            .send({
              name: month.month,
              split: 'production',
              data: {
                labels: flown.map(row => Number(row.late)),
                scores: flown.map((_, row) => probabilities.data[2 * row + 1]),
              },
            });
          expect(evaluation.body.rows).toBe(month.rows);
          expect(evaluation.body.metrics.auc).toBeCloseTo(month.auc, 12);
        }
        const [stored] = await knex('versions')
          .join('models', 'models.id', 'versions.model_id')
          .where({ name: 'flight-delay-risk', version: 1 })
          .pluck('reference_profile');
        const frozen = JSON.parse(stored).schema.columns.map((column: any) => [
          column.name,
          column.edges ?? column.categories,
        ]);
        expect(Object.fromEntries(frozen)).toEqual(
          Object.fromEntries(
            (expected.columns as ExpectedColumn[]).map(column => [
              column.name,
              column.edges ?? column.categories,
            ]),
          ),
        );
      } finally {
        await mlops.stop();
      }
    });
  },
);
