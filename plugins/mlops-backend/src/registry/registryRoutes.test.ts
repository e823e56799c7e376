import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import {
  arrivalModel,
  externalModel,
  filesBelow,
  riskMetadata,
  riskModel,
  riskModel2,
  riskReference,
  variantOf,
} from '../__testUtils__/files';
import { startMlops } from '../__testUtils__/startMlops';
import { modelConditions } from '../governance/modelRules';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const json = (value: unknown) => JSON.stringify(value);

describe.each(databases.eachSupportedId())('the registry over HTTP, %s', databaseId => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    mlops = await startMlops({ knex, maxArtifactBytes: 1_000_000 });
  });

  afterAll(async () => {
    await mlops?.stop();
  });

  const register = (metadata: object, file: string | Buffer = riskModel, reference?: string) => {
    const sent = mlops.api
      .post('/api/mlops/models')
      .field('metadata', json(metadata))
      .attach('artifact', file, 'model.onnx');
    return reference ? sent.attach('reference', reference) : sent;
  };

  const counts = async () =>
    Promise.all(
      ['models', 'versions', 'evaluations', 'audit_events'].map(async table => {
        const [{ count }] = await knex(table).count({ count: '*' });
        return Number(count);
      }),
    );

  it('registers a model with version 1 and reads everything from the artifact', async () => {
    const response = await register(
      {
        ...riskMetadata,
        version: {
          algorithm: 'LogisticRegression',
          parameters: { C: 1 },
          evaluations: [{ name: 'held-out', split: 'test', metrics: { auc: 0.7, accuracy: 0.8 } }],
        },
      },
      riskModel,
      riskReference,
    );
    expect(response.body.error).toBeUndefined();
    expect(response.status).toBe(201);
    expect(response.body).toMatchObject({ created: true, model: 'risk' });
    const { version } = response.body;
    expect(version).toMatchObject({
      version: 1,
      stage: 'None',
      hasReference: true,
      sizeBytes: readFileSync(riskModel).length,
      metrics: { test: { auc: 0.7, accuracy: 0.8 } },
      headlineMetric: { name: 'auc', value: 0.7, split: 'test' },
      prediction: {
        label: 'label',
        scores: 'probabilities',
        classes: ['0', '1'],
        positiveClass: '1',
      },
      createdBy: 'user:default/mock',
    });
    expect(version.signature.inputs).toContainEqual({
      name: 'temp',
      datatype: 'FP32',
      shape: [-1, 1],
    });
    expect(version.signature.inputs).toContainEqual({
      name: 'carrier',
      datatype: 'BYTES',
      shape: [-1, 1],
    });
    expect(version.sampleInputs).toMatchObject({
      origin: expect.any(String),
      temp: expect.any(Number),
    });
    expect(version.artifactInfo.operators.length).toBeGreaterThan(0);

    const model = await mlops.api.get('/api/mlops/models/risk');
    expect(model.body).toMatchObject({
      owner: 'group:default/flight-operations',
      latestVersion: { version: 1, algorithm: 'LogisticRegression' },
      stages: [{ stage: 'None', version: 1 }],
      deployments: [],
    });
    const artifact = await mlops.api
      .get('/api/mlops/models/risk/versions/1/artifact')
      .responseType('blob');
    expect(Buffer.compare(artifact.body, readFileSync(riskModel))).toBe(0);
    expect(artifact.headers.etag).toBe(`"${version.digest}"`);
  });

  it('answers the existing version for the same artifact, and makes the next for another', async () => {
    const send = (file: string) =>
      mlops.api
        .post('/api/mlops/models/risk/versions')
        .field('metadata', json({}))
        .attach('artifact', file);
    expect((await send(riskModel)).body).toMatchObject({ created: false, version: { version: 1 } });
    const second = await send(riskModel2);
    expect(second.status).toBe(201);
    expect(second.body).toMatchObject({
      created: true,
      version: { version: 2, hasReference: false },
    });
    const list = await mlops.api.get('/api/mlops/models/risk/versions?limit=1');
    expect(list.body).toMatchObject({ totalItems: 2, items: [{ version: 2 }] });
    const next = await mlops.api.get(
      `/api/mlops/models/risk/versions?limit=1&cursor=${list.body.nextCursor}`,
    );
    expect(next.body.items).toMatchObject([{ version: 1 }]);
    expect(next.body.nextCursor).toBeUndefined();
  });

  it('gives one version and equal answers to 8 clients with the same artifact', async () => {
    expect((await register({ ...riskMetadata, name: 'busy' }, riskModel2)).status).toBe(201);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        mlops.api
          .post('/api/mlops/models/busy/versions')
          .field('metadata', json({}))
          .attach('artifact', riskModel),
      ),
    );
    expect(answers.map(answer => answer.body.version?.version)).toEqual(Array(8).fill(2));
    expect(answers.filter(answer => answer.body.created)).toHaveLength(1);
  });

  it.each([
    ['a truncated file', () => readFileSync(riskModel).subarray(0, 2000), /truncated|ends|end of/i],
    ['a file that is not ONNX', () => Buffer.from('{"not": "a model"}'), /ONNX/],
    ['an empty file', () => Buffer.alloc(0), /empty/i],
    ['a file with an external path', () => readFileSync(externalModel), /external/i],
  ])('refuses %s and leaves nothing behind', async (_what, content, reason) => {
    const before = [await counts(), await filesBelow(mlops.directory)];
    const response = await register({ ...riskMetadata, name: 'refused' }, content());
    expect(response.status).toBe(400);
    expect(response.body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(reason),
    });
    expect([await counts(), await filesBelow(mlops.directory)]).toEqual(before);
  });

  it('refuses a name that exists and leaves nothing behind', async () => {
    const before = [await counts(), await filesBelow(mlops.directory)];
    const response = await register({ ...riskMetadata }, arrivalModel);
    expect(response.status).toBe(409);
    expect(response.body.error).toMatchObject({ name: 'ConflictError' });
    expect([await counts(), await filesBelow(mlops.directory)]).toEqual(before);
  });

  it('gives a name to one of several clients that ask for it at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        register({ ...riskMetadata, name: 'contested' }, variantOf(riskModel, index)),
      ),
    );
    expect(answers.map(answer => answer.status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect((await filesBelow(mlops.directory)).filter(file => /staging/.test(file))).toEqual([]);
  });

  it('refuses what is too large while it is still being sent', async () => {
    const before = [await counts(), await filesBelow(mlops.directory)];
    let sent = 0;
    const endless = Readable.from(
      (function* chunks() {
        while (sent < 1_000_000_000) {
          sent += 65_536;
          yield Buffer.alloc(65_536);
        }
      })(),
    );
    const response = await mlops.api
      .post('/api/mlops/models')
      .field('metadata', json({ ...riskMetadata, name: 'large' }))
      .attach('artifact', endless as any, 'model.onnx');
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(100_000_000);
    expect([await counts(), await filesBelow(mlops.directory)]).toEqual(before);
  });

  it('names what is wrong with the metadata', async () => {
    const wrong = await register({ ...riskMetadata, name: 'No Spaces', owner: 'me' });
    expect(wrong.status).toBe(400);
    expect(wrong.body.error.message).toMatch(/metadata\/name/);
    expect(wrong.body.error.message).toMatch(/metadata\/owner/);
    const output = await register({
      ...riskMetadata,
      name: 'elsewhere',
      version: { prediction: { label: 'nowhere' } },
    });
    expect(output.body.error.message).toBe(
      'prediction.label names the output "nowhere", but the model has: label, probabilities',
    );
  });

  it('adds evaluations and shows the newest of each split', async () => {
    const path = '/api/mlops/models/risk/versions/1/evaluations';
    const added = await mlops.api.post(path).send({
      name: 'later',
      split: 'test',
      metrics: { auc: 0.65 },
      confusionMatrix: { labels: ['0', '1'], counts: [[5, 1], [2, 2]] }, // prettier-ignore
    });
    expect(added.status).toBe(201);
    const list = await mlops.api.get(path);
    expect(list.body.items.map((one: any) => one.name)).toEqual(['later', 'held-out']);
    const version = await mlops.api.get('/api/mlops/models/risk/versions/1');
    expect(version.body.headlineMetric.value).toBe(0.65);
    const crooked = await mlops.api.post(path).send({
      name: 'x',
      split: 'test',
      metrics: {},
      confusionMatrix: { labels: ['a', 'b'], counts: [[1]] },
    });
    expect(crooked.status).toBe(400);
    expect(crooked.body.error.message).toMatch(/not 2 × 2/);
  });

  it('searches, filters, sorts and pages in the database', async () => {
    const names = async (query: string) => {
      const { body } = await mlops.api.get(`/api/mlops/models?${query}`);
      return body.items?.map((model: any) => model.name) ?? body;
    };
    expect(await names('search=LATE%20risk')).toEqual(['risk']);
    expect(await names('search=%C3%8Dt%20be%20L%C3%82te%20ris')).toEqual(['risk']);
    expect(await names('search=isk')).toEqual([]);
    expect(await names('sort=-name')).toEqual(['risk', 'contested', 'busy']);
    expect(await names('stage=Production')).toEqual([]);
    expect(await names('problemType=regression')).toEqual([]);
    expect(await names('owner=Group:default/Flight-Operations')).toHaveLength(3);
    expect(await names('deployed=true')).toEqual([]);
    for (const sort of ['name', '-name', 'updatedAt', '-updatedAt']) {
      const paged: string[] = [];
      let cursor = '';
      do {
        const { body } = await mlops.api.get(`/api/mlops/models?limit=1&sort=${sort}${cursor}`);
        paged.push(...body.items.map((model: any) => model.name));
        cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
      } while (cursor);
      expect(paged).toEqual(await names(`sort=${sort}`));
    }
    expect((await mlops.api.get('/api/mlops/models?cursor=bm9wZQ')).status).toBe(400);
    expect((await mlops.api.get('/api/mlops/models?limit=1000')).status).toBe(400);
    expect((await mlops.api.get('/api/mlops/models?colour=red')).status).toBe(400);
  });
});

describe.each(databases.eachSupportedId())('who sees which model, %s', databaseId => {
  it('filters the list in SQL and answers as if the others were not there', async () => {
    const knex = await databases.init(databaseId);
    const mlops = await startMlops({
      knex,
      policy: permission =>
        permission.name === 'mlops.model.create'
          ? { result: AuthorizeResult.ALLOW }
          : {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'mlops',
              resourceType: 'mlops-model',
              conditions: {
                not: modelConditions.isOwner({ claims: ['Group:default/Secret'] }),
              },
            },
    });
    try {
      for (const [name, owner] of [
        ['visible', 'group:default/open'],
        ['hidden', 'group:default/secret'],
      ]) {
        const response = await mlops.api
          .post('/api/mlops/models')
          .field('metadata', json({ ...riskMetadata, name, owner }))
          .attach('artifact', riskModel);
        expect(response.status).toBe(201);
      }
      const list = await mlops.api.get('/api/mlops/models?countUpTo=100');
      expect(list.body).toMatchObject({ totalItems: 1, items: [{ name: 'visible' }] });
      const hidden = await mlops.api.get('/api/mlops/models/hidden');
      const missing = await mlops.api.get('/api/mlops/models/nothing');
      expect([hidden.status, missing.status]).toEqual([404, 404]);
      expect(hidden.body.error.message).toBe('There is no model hidden');
      const upload = await mlops.api
        .post('/api/mlops/models/hidden/versions')
        .field('metadata', '{}')
        .attach('artifact', riskModel2);
      expect(upload.status).toBe(404);
    } finally {
      await mlops.stop();
    }
  });
});
