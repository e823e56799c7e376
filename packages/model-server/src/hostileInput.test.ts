import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve, Served, tableOf } from './testing/serve';

// Workers start slowly where others compute.
jest.setTimeout(60_000);

const PATH = '/v2/models/identity_float32/infer';
const LIMITS = { maxBodyBytes: 1_000_000, maxRows: 100, maxTensorElements: 1000 };

let served: Served;

beforeAll(async () => {
  served = await serve({ workers: 1, limits: { ...LIMITS, requestTimeoutMs: 1000 } });
  await served.server.apply(tableOf(1, 'identity_float32'));
});

/** Whatever came before, the worker goes on answering. */
afterEach(async () => {
  const answer = await served.post(PATH, x([1, 2], [1, 2]));
  if (answer.status !== 200 || served.exits.length > 0) throw new Error('The worker is unwell');
});

afterAll(() => served.server.close());

function x(shape: unknown, data: unknown) {
  return { inputs: [{ name: 'x', datatype: 'FP32', shape, data }] };
}

async function refusal(body: unknown): Promise<string> {
  const answer = await served.post(PATH, body);
  const { error } = await answer.json();
  return `${answer.status} ${error}`;
}

/** Sends bytes as they are and answers what comes back until the server hangs up. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(served.server.port, '127.0.0.1');
    let received = '';
    socket.on('data', chunk => {
      received += chunk;
    });
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
    socket.write(text);
  });
}

function head(headers: string): string {
  return `POST ${PATH} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${headers}\r\n`;
}

describe('bodies that are not what they should be', () => {
  it.each([
    ['', '400 The body is not JSON'],
    ['{', '400 The body is not JSON'],
    [JSON.stringify(x([1, 2], [1, 2])).slice(0, -5), '400 The body is not JSON'],
    ['[[[[', '400 The body is not JSON'],
    ['null', '400 The request must be a JSON object'],
    ['"x"', '400 The request must be a JSON object'],
    ['NaN', '400 The body is not JSON'],
    ['\ufeff{}', '400 The body is not JSON'],
  ])('%j', async (body, expected) => {
    expect(await refusal(body)).toContain(expected);
  });

  it('bytes that are no UTF-8', async () => {
    const body = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(served.url(PATH), { method: 'POST', headers, body });
    expect([answer.status, await answer.json()]).toEqual([400, { error: 'The body is not UTF-8' }]);
  });

  it('arrays nested 200,000 deep', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(await refusal(deep)).toContain('400');
    expect(await refusal(`{"inputs":${deep}}`)).toContain('400');
    const data = JSON.stringify(x([1, 2], [])).replace('"data":[]', `"data":${deep}`);
    expect(await refusal(data)).toContain('400');
  });

  it('keys that reach for prototypes', async () => {
    const body = JSON.stringify(x([1, 2], [3, 4])).slice(1);
    const answer = await served.post(PATH, `{"__proto__":{"id":"p","outputs":1},${body}`);
    expect(await answer.json()).not.toHaveProperty('id');
    expect(answer.status).toBe(200);
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const named = { inputs: [{ name, datatype: 'FP32', shape: [1, 2], data: [1, 2] }] };
      expect(await refusal(named)).toContain('400 Unknown input');
      const outputs = [{ name }];
      expect(await refusal({ ...x([1, 2], [1, 2]), outputs })).toContain('400 Unknown output');
      expect(
        await refusal({ inputs: [{ ...x([1, 2], [1]).inputs[0], datatype: name }] }),
      ).toContain('400 Input "x": expected datatype FP32');
      expect((await served.get(`/v2/models/${name}`)).status).toBe(404);
    }
  });
});

describe('shapes and data', () => {
  it.each([
    [[2, 2], [1, 2, 3], "has 4 elements, 'data' has 3"],
    [[1, 2], [1, 2, 3], "has 2 elements, 'data' has 3"],
    [[2], [1, 2], 'expected shape [-1,-1] (-1: any from 1), got [2]'],
    [[1, 2, 1], [1, 2], 'expected shape'],
    [[0, 2], [], 'expected shape'],
    [[-1, 2], [1, 2], 'expected shape'],
    [[1.5, 2], [1, 2, 3], 'expected shape'],
    [['1', 2], [1, 2], 'expected shape'],
    [[1e300, 2], [1, 2], 'expected shape'],
    ['1,2', [1, 2], 'got "1,2"'],
    [null, [1, 2], 'got null'],
    [undefined, [1, 2], 'got undefined'],
    [[9007199254740991, 9007199254740991], [1], 'has more than 1000 elements'],
    [[1001, 1], [1], 'has more than 1000 elements'],
    [[101, 1], Array(101).fill(0), 'has 101 rows, at most 100 are allowed'],
    [Array(10_000).fill(1), [1], 'expected shape'],
    [[1, 2], 'xy', "'data' must be an array"],
    [[1, 2], undefined, "'data' must be an array"],
    [[1, 2], { length: 2 }, "'data' must be an array"],
    [[2, 2], [[1, 2], [3]], 'expected an array of 2 at depth 2, got an array of 1'],
    [[2, 2], [[1, 2], 3], 'got 3'],
    [
      [2, 2],
      [
        [1, 2],
        [3, [4]],
      ],
      'element 3 is an array',
    ],
    [[1, 2], [1, [2]], 'element 1 is an array'],
    [[1, 2], [1, 'x'.repeat(100_000)], `element 1 is "${'x'.repeat(59)}…`],
  ])('%j', async (shape, data, expected) => {
    expect(await refusal(x(shape, data))).toMatch(/^400 /);
    expect(await refusal(x(shape, data))).toContain(expected);
  });
});

describe('transfer', () => {
  it('answers a body of 100 MB from its announced length', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': 100_000_000 };
      const upload = request(served.url(PATH), { method: 'POST', headers });
      upload.on('response', response => {
        resolve(response.statusCode!);
        upload.destroy();
      });
      upload.on('error', reject);
      upload.write(Buffer.alloc(1_000_000, ' '));
    });
    expect(status).toBe(413);
  });

  it('answers a body of 100 MB in chunks when it is too long, and lets the client read it', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const upload = request(served.url(PATH), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      upload.on('response', response => {
        response.resume();
        resolve(response.statusCode!);
      });
      upload.on('error', reject);
      const megabyte = Buffer.alloc(1_000_000, ' ');
      for (let i = 0; i < 100; i++) upload.write(megabyte);
      upload.end();
    });
    expect(status).toBe(413);
  });

  it('does not ask for a body that is too long', async () => {
    const answer = await raw(
      head('expect: 100-continue\r\nconnection: close\r\ncontent-length: 100000000\r\n'),
    );
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
  });

  it('asks for one that is not', async () => {
    const body = JSON.stringify(x([1, 2], [1, 2]));
    const headers = `expect: 100-continue\r\nconnection: close\r\ncontent-length: ${body.length}\r\n`;
    const answer = await raw(`${head(headers)}${body}`);
    expect(answer).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 OK/);
  });

  it('wants a length', async () => {
    expect(await raw(head('connection: close\r\n'))).toMatch(/^HTTP\/1.1 411 /);
  });

  it('gives up on senders that are too slow', async () => {
    const answers = await Promise.all([
      raw(`${head('content-length: 100\r\n')}{`),
      raw('POST /v2 HTTP/1.1\r\nhost:'),
    ]);
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1.1 408 Request Timeout/);
      expect(answer).toContain('{"error":"Request Timeout"}');
    }
  });

  it('refuses what is no HTTP, and headers without end', async () => {
    expect(await raw('hello\r\n\r\n')).toContain('{"error":"Bad Request"}');
    expect(await raw(head(`x: ${'y'.repeat(100_000)}\r\n`))).toMatch(/^HTTP\/1.1 431 /);
  });

  it('does not mind clients that go away', async () => {
    for (let i = 0; i < 20; i++) {
      const socket = connect(served.server.port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(`${head('content-length: 1000\r\n')}{"inputs"`);
      await sleep(5);
      socket.resetAndDestroy();
    }
    expect((await served.get('/v2/health/live')).status).toBe(200);
  });
});
