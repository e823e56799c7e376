import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import mlopsPlugin from '@mlops-backstage/plugin-mlops-backend';
import mlopsModuleS3 from '@mlops-backstage/plugin-mlops-backend-module-s3';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import request from 'supertest';

jest.setTimeout(120_000);

// Two replicas need a database that several may be connected to.
const databases = TestDatabases.create({ ids: ['POSTGRES_15'] });
const endpoint = process.env.MLOPS_TEST_S3_ENDPOINT;
const canRun = endpoint && databases.supports('POSTGRES_15');
const skipped = canRun
  ? ''
  : ': skipped, MLOPS_TEST_S3_ENDPOINT names no server, or there is no PostgreSQL';

const CREDENTIALS = { accessKeyId: 'KEY', secretAccessKey: 'SECRET' };
const BUCKET = `mlops-test-${randomUUID()}`;
const example = resolve(__dirname, '../../../examples/flights/flight-delay-risk');
const modelFile = (version: number) => resolve(example, `${version}/model.onnx`);
const REFERENCE = resolve(example, '1/reference.parquet');

/** Two replicas that share a database and a bucket, and no disk. */
(canRun ? describe : describe.skip)(`artifacts in a bucket${skipped}`, () => {
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: CREDENTIALS,
  });
  const disks = [createMockDirectory(), createMockDirectory()];
  let knex: Knex;
  let digest: string;
  let inputs: object[];
  let first: Awaited<ReturnType<typeof start>>;
  let second: Awaited<ReturnType<typeof start>>;

  const start = async (disk: ReturnType<typeof createMockDirectory>) => {
    const backend = await startTestBackend({
      features: [
        mlopsPlugin,
        mlopsModuleS3,
        mockServices.database.factory({ knex }),
        catalogServiceMock.factory({ entities: [] }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            mlops: {
              artifacts: {
                directory: disk.path,
                s3: {
                  bucket: BUCKET,
                  prefix: 'mlops',
                  endpoint,
                  forcePathStyle: true,
                  ...CREDENTIALS,
                  // Less than anything that is served: whatever isn't goes.
                  local: { maxBytes: 1 },
                },
              },
              server: { port: 0, workers: 1, authentication: 'none' },
            },
          },
        }),
      ],
    });
    return { backend, api: request(backend.server) };
  };

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_15');
    await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
    first = await start(disks[0]);
    second = await start(disks[1]);
  });
  afterAll(async () => {
    await first?.backend.stop();
    await second?.backend.stop();
    client.destroy();
  });

  type Replica = Pick<typeof first, 'api'>;

  const upload = ({ api }: Replica, path: string, metadata: object, version: number) =>
    api
      .post(`/api/mlops${path}`)
      .field('metadata', JSON.stringify(metadata))
      .attach('artifact', modelFile(version))
      .attach('reference', REFERENCE);
  const keys = async () => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: BUCKET }));
    return Contents.map(({ Key }) => Key);
  };
  const localFiles = (disk: (typeof disks)[number]) => readdir(disk.resolve('s3/sha256'));
  const eventually = async (check: () => Promise<boolean>) => {
    const deadline = Date.now() + 20_000;
    while (!(await check())) {
      if (Date.now() > deadline) throw new Error('Still not so after 20 seconds');
      await new Promise(done => setTimeout(done, 100));
    }
  };
  /** Which version answers on a replica's own data plane. */
  const answers = async ({ api }: Replica) => {
    const { body } = await api.get('/api/mlops/deployments/risk');
    const response = await fetch(body.endpoint.inferUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ inputs }),
    });
    return response.status === 200 ? response.headers.get('x-model-version') : undefined;
  };

  it('are stored by the replica that registers a model', async () => {
    const { body } = await upload(
      first,
      '/models',
      {
        name: 'risk',
        owner: 'group:default/flight-operations',
        problemType: 'binary-classification',
      },
      1,
    ).expect(201);
    digest = body.version.digest;
    const { signature, sampleInputs } = body.version;
    inputs = signature.inputs.map(({ name, datatype }: { name: string; datatype: string }) => ({
      name,
      datatype,
      shape: [1, 1],
      data: [sampleInputs[name]],
    }));
    const hex = digest.slice('sha256:'.length);
    expect(await keys()).toEqual([
      expect.stringMatching(`^mlops/sha256/${hex.slice(0, 2)}/${hex}\\.[0-9a-f-]{36}$`),
    ]);
  });

  it('are given out by a replica that has never seen them', async () => {
    const { body } = await second.api
      .get('/api/mlops/models/risk/versions/1/artifact')
      .buffer()
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    expect(body.equals(readFileSync(modelFile(1)))).toBe(true);
  });

  it('are served by both, whichever deploys them', async () => {
    await second.api
      .post('/api/mlops/deployments')
      .send({ name: 'risk', model: 'risk', version: 1, environment: 'development', reason: 'try' })
      .expect(201);
    for (const replica of [second, first]) {
      await eventually(async () => (await answers(replica)) === '1');
    }
    const hex = digest.slice('sha256:'.length);
    for (const disk of disks) {
      expect(await localFiles(disk)).toEqual([hex]);
    }
  });

  it('leave the disks of both when something else is served', async () => {
    const { body } = await upload(second, '/models/risk/versions', {}, 2).expect(201);
    await first.api
      .post('/api/mlops/deployments/risk/revisions')
      .send({ version: 2, reason: 'better' })
      .expect(200);
    const hex = body.version.digest.slice('sha256:'.length);
    for (const [index, replica] of [first, second].entries()) {
      await eventually(async () => (await answers(replica)) === '2');
      await eventually(async () => (await localFiles(disks[index])).join() === hex);
    }
    expect(await keys()).toHaveLength(2);
  });

  it('leave nothing when a registration is refused', async () => {
    await first.api
      .post('/api/mlops/models/risk/versions')
      .field('metadata', '{}')
      .attach('artifact', Buffer.from('no model'), 'model.onnx')
      .expect(400);
    // The same bytes again are the same version.
    await upload(second, '/models/risk/versions', {}, 1).expect(200);
    expect(await keys()).toHaveLength(2);
    for (const disk of disks) {
      expect(await readdir(disk.resolve('s3/staging'))).toEqual([]);
    }
  });
});
