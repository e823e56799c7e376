/** @jest-environment node */
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { MlopsClient } from '../generated/MlopsClient.generated';

interface Received {
  method?: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: string;
}

describe('MlopsClient', () => {
  let server: Server;
  let client: MlopsClient;
  let received: Received[];
  let answer: { status: number; body: string; type?: string };

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const { method, headers } = request;
      const url = new URL(request.url!, 'http://localhost');
      received.push({ method, url, headers, body: await text(request) });
      response.writeHead(answer.status, { 'content-type': answer.type ?? 'application/json' });
      response.end(answer.body);
    });
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
    const { port } = server.address() as AddressInfo;
    client = new MlopsClient({
      discoveryApi: { getBaseUrl: async id => `http://127.0.0.1:${port}/api/${id}` },
    });
  });

  beforeEach(() => {
    received = [];
    answer = { status: 200, body: '{"ok":true}' };
  });

  afterAll(() => new Promise(done => server.close(done)));

  it('puts path parameters where the contract has them, encoded', async () => {
    expect(await client.getVersion({ path: { model: 'a/b ?#%é', version: 3 } })).toEqual({
      ok: true,
    });
    expect(received[0].method).toBe('GET');
    expect(received[0].url.href).toBe(
      'http://localhost/api/mlops/models/a%2Fb%20%3F%23%25%C3%A9/versions/3',
    );
  });

  it('repeats a query parameter for each value of a list, and keeps reserved characters', async () => {
    const search = 'a&b=c #1+2 %41 é';
    await client.listModels({
      query: {
        search,
        owner: ['group:default/a', 'user:default/b&c'],
        stage: [],
        deployed: false,
        cursor: undefined,
      },
    });
    expect([...received[0].url.searchParams]).toEqual([
      ['search', search],
      ['owner', 'group:default/a'],
      ['owner', 'user:default/b&c'],
      ['deployed', 'false'],
    ]);
  });

  it('needs nothing for an operation that needs nothing', async () => {
    await client.listModels();
    expect(received[0].url.href).toBe('http://localhost/api/mlops/models');
  });

  it('sends text as the CSV that it is', async () => {
    const body = 'predictionId,label\na,1\n';
    await client.addLabels({ path: { deployment: 'risk' }, body });
    expect(received[0]).toMatchObject({ method: 'POST', body });
    expect(received[0].headers['content-type']).toBe('text/csv');
  });

  it('sends JSON', async () => {
    const body = { version: 2, reason: 'better – “really”' };
    await client.deployVersion({ path: { deployment: 'risk' }, body });
    const [{ method, url, headers, body: sent }] = received;
    expect([method, url.pathname]).toEqual(['POST', '/api/mlops/deployments/risk/revisions']);
    expect(headers['content-type']).toBe('application/json');
    expect(JSON.parse(sent)).toEqual(body);
  });

  it('sends the parts of an upload in their order, bytes as they are', async () => {
    const form = new FormData();
    form.append('metadata', JSON.stringify({ name: 'risk' }));
    form.append('artifact', new Blob(['ONNX']), 'model.onnx');
    form.append('reference', new Blob(['a,b']), 'reference.csv');
    await client.registerModel({ body: form });
    const [{ headers, body }] = received;
    expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect([...body.matchAll(/ name="(\w+)"/g)].map(match => match[1])).toEqual([
      'metadata',
      'artifact',
      'reference',
    ]);
    expect(body).toContain('{"name":"risk"}');
    expect(body).toContain('\r\n\r\nONNX\r\n');
  });

  it('gives a download as a blob', async () => {
    answer = { status: 200, body: 'ONNX', type: 'application/octet-stream' };
    const blob = await client.downloadArtifact({ path: { model: 'risk', version: 1 } });
    expect(await blob.text()).toBe('ONNX');
  });

  it('carries a token where it is given one', async () => {
    await client.listModels({}, { token: 'secret' });
    await client.listModels({});
    expect(received.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer secret',
      undefined,
    ]);
  });

  it("throws a refusal as Backstage's ResponseError, with the reason", async () => {
    answer = {
      status: 409,
      body: JSON.stringify({
        error: { name: 'ConflictError', message: 'There is a model risk already' },
        response: { statusCode: 409 },
      }),
    };
    await expect(client.getModel({ path: { model: 'risk' } })).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 409,
      body: { error: { message: 'There is a model risk already' } },
      cause: { name: 'ConflictError', message: 'There is a model risk already' },
    });
  });

  it('throws a ResponseError for an answer that is no JSON, too', async () => {
    answer = { status: 502, body: '<h1>Bad gateway</h1>', type: 'text/html' };
    await expect(client.listModels()).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 502,
    });
  });

  it('uses the given fetch, and stops at a signal', async () => {
    const { port } = server.address() as AddressInfo;
    const sent: string[] = [];
    const over = new MlopsClient({
      discoveryApi: { getBaseUrl: async () => `http://127.0.0.1:${port}` },
      fetchApi: {
        fetch: async (url, init) => {
          sent.push(String(url));
          return fetch(url, init);
        },
      },
    });
    await over.listModels();
    expect(sent).toEqual([`http://127.0.0.1:${port}/models`]);
    await expect(over.listModels({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
