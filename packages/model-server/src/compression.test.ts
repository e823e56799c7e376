import { request } from 'node:http';
import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { binaryRequest } from './testing/binary';
import { serve, Served, tableOf } from './testing/serve';

// Workers start slowly where others compute.
jest.setTimeout(60_000);

const PATH = '/v2/models/identity_float32/infer';
const MAX_BODY_BYTES = 1_000_000;

let served: Served;

beforeAll(async () => {
  served = await serve({ workers: 1, limits: { maxBodyBytes: MAX_BODY_BYTES } });
  await served.server.apply(tableOf(1, 'identity_float32'));
});

afterEach(() => {
  if (served.exits.length > 0) throw new Error('The worker ended');
});

afterAll(() => served.server.close());

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

/** Sends what it is given and nothing else, and leaves the answer as it came: fetch asks for gzip and inflates. */
function post(body: Buffer | string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const upload = request(served.url(PATH), { method: 'POST', headers });
    upload.on('response', async response => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      const { statusCode: status, headers: received } = response;
      resolve({ status: status!, headers: received, body: Buffer.concat(chunks) });
    });
    upload.on('error', reject);
    upload.end(body);
  });
}

function x(rows: number) {
  const data = Array.from({ length: rows }, (_, i) => i / 2);
  return JSON.stringify({ inputs: [{ name: 'x', datatype: 'FP32', shape: [rows, 1], data }] });
}

const outcome = ({ status, body }: Answer) => [status, JSON.parse(body.toString()).error];

describe('requests', () => {
  it.each([
    ['gzip', gzipSync(x(3))],
    ['GZIP', gzipSync(x(3))],
    ['deflate', deflateSync(x(3))],
    ['identity', Buffer.from(x(3))],
  ])('are taken in %s', async (encoding, body) => {
    const answer = await post(body, { 'content-encoding': encoding });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body.toString()).outputs[0].data).toEqual([0, 0.5, 1]);
  });

  it('are taken with binary data, whose JSON has the length that it has decompressed', async () => {
    const json = {
      inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 2], parameters: { binary_data_size: 8 } }],
    };
    const sent = binaryRequest(json, Buffer.from(Float32Array.of(1, 2.5).buffer));
    const headers = { ...sent.headers, 'content-encoding': 'gzip' };
    const answer = await post(gzipSync(sent.body), headers);
    expect(JSON.parse(answer.body.toString()).outputs[0].data).toEqual([1, 2.5]);
  });

  it.each(['br', 'zstd', 'compress', 'gzip, gzip', ''])('are not taken in "%s"', async encoding => {
    const answer = await post(x(1), { 'content-encoding': encoding });
    expect(outcome(answer)).toEqual([
      415,
      `Expected content encoding gzip or deflate, got ${JSON.stringify(encoding)}`,
    ]);
  });

  it.each([
    ['gzip', Buffer.from(x(1)), 'incorrect header check'],
    ['deflate', gzipSync(x(1)), 'incorrect header check'],
    ['gzip', gzipSync(x(1)).subarray(0, 20), 'unexpected end of file'],
    ['gzip', Buffer.alloc(0), 'unexpected end of file'],
  ])('are refused when they are not the %s that they say', async (encoding, body, reason) => {
    const answer = await post(body, { 'content-encoding': encoding });
    expect(outcome(answer)).toEqual([400, `The body is not ${encoding}: ${reason}`]);
  });

  it('are bounded by what they are decompressed to, and a bomb is not inflated', async () => {
    const fits = Buffer.from(x(1).padEnd(MAX_BODY_BYTES));
    expect((await post(gzipSync(fits), { 'content-encoding': 'gzip' })).status).toBe(200);
    const bomb = gzipSync(Buffer.alloc(500_000_000, ' '), { level: 9 });
    expect(bomb.length).toBeLessThan(MAX_BODY_BYTES);
    const before = process.memoryUsage.rss();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post(bomb, { 'content-encoding': 'gzip' })),
    );
    for (const answer of answers) {
      expect(outcome(answer)).toEqual([413, 'The body is larger than 1000000 bytes']);
    }
    // Of 4 GB.
    expect(process.memoryUsage.rss() - before).toBeLessThan(300_000_000);
  });
});

describe('answers', () => {
  it.each([
    ['gzip', gunzipSync],
    ['deflate', inflateSync],
    ['identity;q=0.5, deflate;q=0.8, gzip;q=0.2', inflateSync],
    ['gzip;q=0, deflate', inflateSync],
    ['gzip, deflate, br', gunzipSync],
  ])('are compressed for a client that accepts %s', async (accepted, decompress) => {
    const plain = await post(x(2000));
    const answer = await post(x(2000), { 'accept-encoding': accepted });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'content-encoding': decompress === gunzipSync ? 'gzip' : 'deflate',
      'content-length': String(answer.body.length),
      vary: 'accept-encoding',
      'x-model-version': '1',
    });
    expect(answer.body.length).toBeLessThan(plain.body.length / 2);
    expect(decompress(answer.body).equals(plain.body)).toBe(true);
  });

  it.each([
    ['br', 2000],
    ['gzip;q=0', 2000],
    ['gzip;q=x', 2000],
    ['*', 2000],
    ['gzip', 10],
  ])('are not for one that accepts %s of %i rows', async (accepted, rows) => {
    const answer = await post(x(rows), { 'accept-encoding': accepted });
    expect(answer.headers).not.toHaveProperty('content-encoding');
    expect(JSON.parse(answer.body.toString()).outputs[0].data).toHaveLength(rows);
  });

  it('with binary data tell the length that their JSON has decompressed', async () => {
    const json = { ...JSON.parse(x(2000)), parameters: { binary_data_output: true } };
    const answer = await post(JSON.stringify(json), { 'accept-encoding': 'gzip' });
    const body = gunzipSync(answer.body);
    const length = Number(answer.headers['inference-header-content-length']);
    expect(body.length - length).toBe(8000);
    expect(JSON.parse(body.toString('utf8', 0, length)).outputs[0].parameters).toEqual({
      binary_data_size: 8000,
    });
    expect(body.readFloatLE(body.length - 4)).toBe(1999 / 2);
  });
});
