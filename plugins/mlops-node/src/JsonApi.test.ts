import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { JsonApi, wordsOfAnswer } from './JsonApi';

describe('JsonApi', () => {
  let server: Server;

  /** An API at a server that answers so. */
  const apiOf = async (answer: RequestListener, timeoutMs?: number) => {
    server = createServer(answer);
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    return new JsonApi('Farm', `http://127.0.0.1:${port}/base`, { 'x-key': 'abc' }, timeoutMs);
  };

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  });

  it('sends JSON with the headers of the system and of the request', async () => {
    const api = await apiOf(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      const { method, url, headers } = request;
      response.end(JSON.stringify({ method, url, headers, sent: String(Buffer.concat(chunks)) }));
    });
    expect(await api.ask('POST', '/runs', { body: { a: 1 }, headers: { 'x-once': '1' } })).toEqual({
      status: 200,
      body: expect.objectContaining({
        method: 'POST',
        url: '/base/runs',
        sent: '{"a":1}',
        headers: expect.objectContaining({
          'x-key': 'abc',
          'x-once': '1',
          'content-type': 'application/json',
          'user-agent': 'backstage-mlops',
        }),
      }),
    });
    expect((await api.ask('GET', '')).body).toMatchObject({ method: 'GET', sent: '' });
  });

  it('gives a redirect as it is', async () => {
    const asked: string[] = [];
    const api = await apiOf((request, response) => {
      asked.push(request.url!);
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(await api.ask('GET', '/runs')).toEqual({ status: 307, body: '' });
    expect(asked).toEqual(['/base/runs']);
  });

  it('waits only so long, for what comes after the headers too', async () => {
    const api = await apiOf((_, response) => {
      response.writeHead(200);
      response.write('{"runs":');
    }, 300);
    await expect(api.ask('GET', '/runs')).rejects.toThrow('Farm did not answer within 0.3 seconds');
  });

  it('reads no more than it has to, and takes no half for the whole', async () => {
    const api = await apiOf((request, response) => {
      if (request.url === '/base/long') {
        response.end(Buffer.alloc(10_000_001, 'a'));
      } else {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{}', () => response.destroy());
      }
    });
    await expect(api.ask('GET', '/long')).rejects.toThrow(
      'Farm answered with more than 10000000 bytes',
    );
    await expect(api.ask('GET', '/half')).rejects.toThrow("Farm can't be reached (");
  });
});

describe('wordsOfAnswer', () => {
  it.each([
    [{ detail: 'No such DAG' }, ': No such DAG'],
    [{ detail: [{ loc: ['body'] }] }, ': [{"loc":["body"]}]'],
    [{ detail: null, title: 'Unauthorized' }, ': Unauthorized'],
    [{ message: 'Key abc is bad' }, ': Key … is bad'],
    ['Bad gateway', ': Bad gateway'],
    ['<html>Bad gateway</html>', ''],
    [{ error: 1 }, ''],
    ['', ''],
  ])('of %j are %j', (body, words) => {
    expect(wordsOfAnswer({ status: 500, body }, ['abc'])).toBe(words);
  });
});
