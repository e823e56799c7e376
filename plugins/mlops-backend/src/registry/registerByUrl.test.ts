import { createReadStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { filesBelow, riskMetadata, riskModel, riskReference } from '../__testUtils__/files';
import { startMlops } from '../__testUtils__/startMlops';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('registering by URL', () => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;
  let store: Server;
  let origin: string;
  const authorizations: Array<string | undefined> = [];

  beforeAll(async () => {
    store = createServer((request, response) => {
      authorizations.push(request.headers.authorization);
      const { pathname } = new URL(request.url!, 'http://store');
      if (pathname === '/models/risk.onnx') {
        response.setHeader('content-length', readFileSync(riskModel).length);
        createReadStream(riskModel).pipe(response);
      } else if (pathname === '/models/risk.parquet') {
        response.setHeader('content-length', readFileSync(riskReference).length);
        createReadStream(riskReference).pipe(response);
      } else if (pathname === '/models/away') {
        response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
      } else if (pathname === '/models/huge.onnx') {
        response.setHeader('content-length', 10_000_000_000);
        response.write('a');
      } else {
        response.writeHead(404).end('the token of the store is hidden-token');
      }
    });
    await new Promise<void>(listening => store.listen(0, '127.0.0.1', listening));
    origin = `http://127.0.0.1:${(store.address() as AddressInfo).port}`;
    knex = await databases.init('SQLITE_3');
    mlops = await startMlops({
      knex,
      remote: {
        allow: [
          {
            host: new URL(origin).host,
            schemes: ['http'],
            paths: ['/models'],
            allowPrivateAddresses: true,
            headers: { authorization: 'Bearer hidden-token' },
          },
        ],
      },
    });
  });

  afterAll(async () => {
    await mlops?.stop();
    store?.closeAllConnections();
    store?.close();
  });

  const register = (name: string, artifact: object) =>
    mlops.api.post('/api/mlops/models').send({ ...riskMetadata, name, version: { artifact } });

  it('fetches the artifact and its reference data, and keeps where they came from', async () => {
    const { status, body } = await register('fetched', {
      url: `${origin}/models/risk.onnx?X-Signature=hidden-signature`,
      referenceUrl: `${origin}/models/risk.parquet`,
    });
    expect(status).toBe(201);
    expect(body.version).toMatchObject({
      uri: `${origin}/models/risk.onnx`,
      servable: true,
      hasReference: true,
      sizeBytes: readFileSync(riskModel).length,
    });
    expect(authorizations).toContain('Bearer hidden-token');
    const again = await register('fetched', { url: `${origin}/models/risk.onnx` });
    expect([again.status, again.body.created]).toEqual([200, false]);
    const audit = JSON.stringify(await knex('audit_events').select('*'));
    expect(audit).not.toMatch(/hidden/);
  });

  it.each([
    ['a host that is not allowed', 'https://example.com/models/a.onnx'],
    ['another path', '/secrets/a.onnx'],
    ['what is not there', '/models/nothing.onnx'],
    ['a redirect', '/models/away'],
    ['what is too large', '/models/huge.onnx'],
    ['another scheme', 'file:///etc/passwd'],
    ['the metadata of a cloud', 'http://169.254.169.254/models/a'],
    ['this machine by another name', 'http://2130706433/models/risk.onnx'],
    ['an object store that is not configured', 's3://models/a.onnx'],
  ])('refuses %s, and leaves nothing behind', async (_what, url) => {
    const before = await filesBelow(mlops.directory);
    const { status, body } = await register('refused', {
      url: url.startsWith('/') ? origin + url : url,
    });
    expect([400, 413]).toContain(status);
    expect(body.error.message).not.toMatch(/hidden|token/);
    expect(await knex('models').where({ name: 'refused' })).toEqual([]);
    expect(await filesBelow(mlops.directory)).toEqual(before);
  });

  it('keeps to the digest that was told', async () => {
    const refused = await mlops.api.post('/api/mlops/models/fetched/versions').send({
      artifact: { url: `${origin}/models/risk.onnx` },
      digest: `sha256:${'0'.repeat(64)}`,
    });
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toMatch(/was to have the digest/);
  });
});
