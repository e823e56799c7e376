import { resolve } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { riskMetadata } from '../../__testUtils__/files';
import { ask } from '../../__testUtils__/riskEndpoint';
import { eventually, startMlops } from '../../__testUtils__/startMlops';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const fixture = (name: string) =>
  resolve(__dirname, '../../../../../packages/model-server/fixtures', `${name}.onnx`);

/** What the first version answers and the second one fails on. */
const rows = { inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 3], data: [1, 2, 3] }] };
const REQUESTS = 60;

describe.each(databases.eachSupportedId())('a version that fails, %s', databaseId => {
  it('is rolled back while programs ask, and the next answer is right again', async () => {
    const knex = await databases.init(databaseId);
    const mlops = await startMlops({ knex });
    try {
      const { api } = mlops;
      await api
        .post('/api/mlops/models')
        .field('metadata', JSON.stringify({ ...riskMetadata, problemType: 'other' }))
        .attach('artifact', fixture('identity_float32'));
      await api
        .post('/api/mlops/models/risk/versions')
        .field('metadata', '{}')
        .attach('artifact', fixture('failing_run'));
      await api
        .post('/api/mlops/deployments')
        .send({ name: 'risk', model: 'risk', version: 1, reason: 'to begin with' });
      const deployment = async (revision: number) =>
        eventually(async () => {
          const { body } = await api.get('/api/mlops/deployments/risk');
          return body.status === 'online' && body.revision === revision && body;
        });
      const { endpoint } = await deployment(1);
      expect(await ask(endpoint.inferUrl, rows)).toMatchObject({ status: 200, version: '1' });

      await api
        .post('/api/mlops/deployments/risk/revisions')
        .send({ version: 2, reason: 'better' });
      expect((await deployment(2)).bakes).toMatchObject([{ version: 2, state: 'baking' }]);
      for (let request = 0; request < REQUESTS; request++) {
        expect((await ask(endpoint.inferUrl, rows)).status).toBe(500);
      }
      await eventually(async () => {
        await mlops.runTask('watch-bakes');
        const { body } = await api.get('/api/mlops/deployments/risk');
        return body.revision === 3;
      });
      expect(await deployment(3)).toMatchObject({
        version: 1,
        bakes: [{ revision: 2, version: 2, state: 'rolled-back', rolledBackTo: 1 }],
      });
      expect(await ask(endpoint.inferUrl, rows)).toMatchObject({ status: 200, version: '1' });
      const { body: alerts } = await api.get('/api/mlops/alerts?model=risk');
      expect(alerts.items).toMatchObject([{ severity: 'warning', raisedBy: 'plugin:mlops/bake' }]);
    } finally {
      await mlops.stop();
    }
  });
});
