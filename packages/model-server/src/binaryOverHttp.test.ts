import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
// Declared where it is used most: another entry needs a new lock file.
import fc from 'fast-check';
import { parseCounts, ProfileSchema } from '@mlops-backstage/model-profile';
import { binaryRequest, bytesOf, readBinaryAnswer } from './testing/binary';
import { fixture, route, serve, Served, tableOf, total, version } from './testing/serve';

// Workers start slowly where others compute.
jest.setTimeout(120_000);

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

const SIZES = {
  BOOL: 1,
  UINT8: 1,
  UINT16: 2,
  UINT32: 4,
  UINT64: 8,
  INT8: 1,
  INT16: 2,
  INT32: 4,
  INT64: 8,
  FP16: 2,
  FP32: 4,
  FP64: 8,
} as const;

const FIXTURES: Record<string, string> = {
  FP16: 'identity_float16',
  FP32: 'identity_float32',
  FP64: 'identity_float64',
  BYTES: 'identity_string',
};

const modelOf = (datatype: string) => FIXTURES[datatype] ?? `identity_${datatype.toLowerCase()}`;

const LIMITS = { maxBodyBytes: 4_000_000, maxTensorElements: 1_000_000, maxRows: 1_000_000 };

let served: Served;

beforeAll(async () => {
  process.stderr.write(`binaryOverHttp.test.ts: FUZZ_SEED=${seed}\n`);
  served = await serve({ limits: LIMITS });
  const identities = [...Object.keys(SIZES), 'BYTES'].map(modelOf);
  await served.server.apply(tableOf(1, ...identities, 'several_inputs', 'scalar'));
});

afterEach(() => {
  if (served.exits.length > 0) throw new Error('A worker ended');
});

afterAll(() => served.server.close());

function post(
  model: string,
  { body, headers }: ReturnType<typeof binaryRequest>,
  more: Record<string, string> = {},
): Promise<Response> {
  return fetch(served.url(`/v2/models/${model}/infer`), {
    method: 'POST',
    headers: { ...headers, ...more },
    body,
  });
}

const binaryX = (datatype: string, shape: number[], size: unknown) => ({
  inputs: [{ name: 'x', datatype, shape, parameters: { binary_data_size: size } }],
  parameters: { binary_data_output: true },
});

describe('round trips through ONNX Runtime', () => {
  it.each(Object.entries(SIZES))('%s of %i bytes', async (datatype, size) => {
    const element = fc.uint8Array({
      minLength: size,
      maxLength: size,
      ...(datatype === 'BOOL' && { max: 1 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(element, { minLength: 1, maxLength: 40 }),
        fc.nat({ max: 8 }),
        async (elements, padding) => {
          const bytes = Buffer.concat(elements);
          const json = JSON.stringify(binaryX(datatype, [elements.length, 1], bytes.length));
          const sent = binaryRequest(json + ' '.repeat(padding), bytes);
          const answer = await post(modelOf(datatype), sent);
          expect(answer.status).toBe(200);
          expect(answer.headers.get('content-type')).toBe('application/octet-stream');
          const read = await readBinaryAnswer(answer);
          expect(read.json.outputs).toEqual([
            {
              name: 'y',
              datatype,
              shape: [elements.length, 1],
              parameters: { binary_data_size: bytes.length },
            },
          ]);
          expect(read.data.y.equals(bytes)).toBe(true);
        },
      ),
      { seed, numRuns: 25 },
    );
  });

  it('BYTES', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async given => {
        const strings = given.map(string => string.replaceAll('\0', '0'));
        const bytes = bytesOf(...strings);
        const sent = binaryRequest(binaryX('BYTES', [strings.length, 1], bytes.length), bytes);
        const { data } = await readBinaryAnswer(await post('identity_string', sent));
        expect(data.y.equals(bytes)).toBe(true);
      }),
      { seed, numRuns: 25 },
    );
  });

  it('large tensors, in pieces and in chunks', async () => {
    const values = Float32Array.from({ length: 500_000 }, (_, i) => Math.sin(i));
    const bytes = Buffer.from(values.buffer);
    const sent = binaryRequest(binaryX('FP32', [values.length, 1], bytes.length), bytes);
    const { data } = await readBinaryAnswer(await post('identity_float32', sent));
    expect(data.y.equals(bytes)).toBe(true);
    const chunked = await new Promise<Buffer>((resolve, reject) => {
      const upload = httpRequest(served.url('/v2/models/identity_float32/infer'), {
        method: 'POST',
        headers: sent.headers,
      });
      upload.on('response', async response => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        resolve(Buffer.concat(chunks));
      });
      upload.on('error', reject);
      for (let at = 0; at < sent.body.length; at += 99_991) {
        upload.write(sent.body.subarray(at, at + 99_991));
      }
      upload.end();
    });
    expect(chunked.subarray(-bytes.length).equals(bytes)).toBe(true);
  });

  it('a scalar', async () => {
    const bytes = Buffer.from(Float32Array.of(7).buffer);
    const sent = binaryRequest(binaryX('FP32', [], 4), bytes);
    const { json, data } = await readBinaryAnswer(await post('scalar', sent));
    expect([json.outputs[0].shape, data.y.readFloatLE()]).toEqual([[], 7]);
  });

  it('keeps large bodies apart that come at the same time and one after the other', async () => {
    // Their memory is used again and again.
    const client = async (number: number) => {
      for (let turn = 0; turn < 25; turn++) {
        const rows = 500 + ((number * 7919 + turn * 104729) % 20_000);
        const sent = Float32Array.from(
          { length: rows * 2 },
          (_, i) => number * 1e5 + turn * 10 + i,
        );
        const request = binaryRequest(
          binaryX('FP32', [rows, 2], sent.byteLength),
          new Uint8Array(sent.buffer),
        );
        const { data } = await readBinaryAnswer(await post('identity_float32', request));
        expect(data.y.equals(Buffer.from(sent.buffer))).toBe(true);
      }
    };
    await Promise.all(Array.from({ length: 16 }, (_, number) => client(number)));
  });
});

describe('JSON and binary data', () => {
  const amount = { name: 'amount', datatype: 'FP32', shape: [2, 1] };
  const count = { name: 'count', datatype: 'INT64', shape: [2, 1], data: [1, 2] };
  const label = { name: 'label', datatype: 'BYTES', shape: [2, 1] };
  const amounts = Buffer.from(Float32Array.of(1.5, 2).buffer);
  const labels = bytesOf('a', 'Zürich');
  const size = (bytes: Buffer) => ({ parameters: { binary_data_size: bytes.length } });
  const inputs = [{ ...label, ...size(labels) }, count, { ...amount, ...size(amounts) }];

  it('come mixed, in and out', async () => {
    const outputs = [
      { name: 'label_out', parameters: { binary_data: true } },
      { name: 'count_out' },
      { name: 'scaled', parameters: { binary_data: true } },
    ];
    const sent = binaryRequest({ id: 'r', inputs, outputs }, labels, amounts);
    const { json, data } = await readBinaryAnswer(await post('several_inputs', sent));
    expect(json).toEqual({
      model_name: 'several_inputs',
      model_version: '1',
      id: 'r',
      outputs: [
        { ...label, name: 'label_out', ...size(labels) },
        { ...count, name: 'count_out' },
        { ...amount, name: 'scaled', ...size(amounts) },
      ],
    });
    expect(data.label_out.equals(labels)).toBe(true);
    expect(data.scaled.equals(Buffer.from(Float32Array.of(3, 4).buffer))).toBe(true);
  });

  it('binary_data of an output comes before binary_data_output of the request', async () => {
    const parameters = { binary_data_output: true };
    const outputs = [{ name: 'scaled' }, { name: 'count_out', parameters: { binary_data: false } }];
    const sent = binaryRequest({ inputs, outputs, parameters }, labels, amounts);
    const { json, data } = await readBinaryAnswer(await post('several_inputs', sent));
    expect(Object.keys(data)).toEqual(['scaled']);
    expect(json.outputs[1].data).toEqual([1, 2]);
  });

  it('are answered in JSON where nothing else is asked for', async () => {
    const answer = await post('several_inputs', binaryRequest({ inputs }, labels, amounts));
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('inference-header-content-length')).toBeNull();
    expect((await answer.json()).outputs.map((output: any) => output.data)).toEqual([
      [3, 4],
      [1, 2],
      ['a', 'Zürich'],
    ]);
  });

  it('a request in JSON can ask for binary data', async () => {
    const body = {
      inputs: [{ name: 'x', datatype: 'FP16', shape: [1, 2], data: [0.5, null] }],
      outputs: [{ name: 'y', parameters: { binary_data: true } }],
    };
    const { data } = await readBinaryAnswer(
      await served.post('/v2/models/identity_float16/infer', body),
    );
    expect([...data.y]).toEqual([0x00, 0x38, 0x00, 0x7e]);
  });

  it('a length of the JSON that is all of the body makes it no other', async () => {
    const body = { inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 1], data: [1] }] };
    expect((await post('identity_float32', binaryRequest(body))).status).toBe(200);
  });
});

describe('what is refused', () => {
  const bytes = Buffer.alloc(8);
  const right = binaryX('FP32', [1, 2], 8);
  const input = right.inputs[0];

  const changed = (change: object) => ({ inputs: [{ ...input, ...change }] });

  it.each<[string, unknown, Buffer, Record<string, string>, string]>([
    ['a size other than the shape has', binaryX('FP32', [1, 2], 4), bytes, {}, '[1,2] has 8 bytes'],
    ['a size beyond the body', binaryX('FP32', [1, 3], 12), bytes, {}, 'has 8 bytes left'],
    ['bytes left over', right, Buffer.alloc(9), {}, '1 bytes that belong to no input'],
    ['a body cut off', right, Buffer.alloc(7), {}, 'has 7 bytes left'],
    [
      'a negative size',
      binaryX('FP32', [1, 2], -8),
      bytes,
      {},
      'must be a number of bytes, got -8',
    ],
    ['a huge size', binaryX('FP32', [1, 2], 2 ** 52), bytes, {}, 'has 8 bytes left'],
    ['a size beyond integers', binaryX('FP32', [1, 2], 1e300), bytes, {}, 'must be a number of'],
    ['a size that is text', binaryX('FP32', [1, 2], '8'), bytes, {}, 'got "8"'],
    ['a size of null', binaryX('FP32', [1, 2], null), bytes, {}, 'got null'],
    ['data and a size', changed({ data: [1, 2] }), bytes, {}, 'of which one is allowed'],
    ['parameters that are none', changed({ parameters: 8 }), bytes, {}, 'must be a JSON object'],
    ['neither data nor a size', changed({ parameters: {} }), bytes, {}, "'data' must be an array"],
    ['a dimension of 0', binaryX('FP32', [0, 2], 0), Buffer.alloc(0), {}, 'expected shape'],
    [
      'too many elements',
      binaryX('FP32', [1_000_001, 1], 4_000_004),
      bytes,
      {},
      'more than 1000000 elements',
    ],
    [
      'a length that is no number',
      right,
      bytes,
      { 'inference-header-content-length': '0x10' },
      `must be a number of bytes, got "0x10"`,
    ],
    [
      'a negative length',
      right,
      bytes,
      { 'inference-header-content-length': '-1' },
      `must be a number of bytes`,
    ],
    [
      'a length beyond the body',
      right,
      bytes,
      { 'inference-header-content-length': '100000' },
      `is 100000, the body has`,
    ],
    ['a length of 0', right, bytes, { 'inference-header-content-length': '0' }, 'is not JSON'],
    [
      'a flag that is none',
      { ...right, parameters: { binary_data_output: 1 } },
      bytes,
      {},
      `'binary_data_output' must be true or false`,
    ],
    [
      'an output whose flag is none',
      { ...right, outputs: [{ name: 'y', parameters: { binary_data: 'yes' } }] },
      bytes,
      {},
      `Output "y": 'binary_data' must be true or false`,
    ],
  ])('%s', async (_, json, data, headers, reason) => {
    const answer = await post('identity_float32', binaryRequest(json, data), headers);
    expect([answer.status, (await answer.json()).error]).toEqual([
      400,
      expect.stringContaining(reason),
    ]);
  });

  it.each([
    ['runs over', bytesOf('ab').subarray(0, 5), 'element 0 runs over the 5 bytes'],
    ['has a length of 4 GB', Buffer.from([255, 255, 255, 255, 1]), 'element 0 runs over'],
    ['ends too early', bytesOf('a', 'b'), `have 5 bytes, 'binary_data_size' is 10`],
    ['is no UTF-8', Buffer.from([1, 0, 0, 0, 0xff]), 'element 0 is not BYTES'],
    ['has a NUL', bytesOf('a\0'), 'element 0 is not BYTES'],
  ])('a string that %s', async (_, data, reason) => {
    const sent = binaryRequest(binaryX('BYTES', [1, 1], data.length), data);
    const answer = await post('identity_string', sent);
    const { error } = await answer.json();
    expect(answer.status).toBe(400);
    expect(error).toContain(reason);
  });

  it('a boolean that is neither', async () => {
    const sent = binaryRequest(binaryX('BOOL', [1, 2], 2), Buffer.from([1, 2]));
    const { error } = await (await post('identity_bool', sent)).json();
    expect(error).toBe('Input "x": element 1 is 2, expected BOOL: a byte 0 or 1');
  });

  it('a size without a length of the JSON', async () => {
    const answer = await served.post('/v2/models/identity_float32/infer', right);
    expect([answer.status, (await answer.json()).error]).toEqual([
      400,
      `Input "x": 'binary_data_size' needs the header 'Inference-Header-Content-Length'`,
    ]);
  });

  it('binary data in a trial, either way', async () => {
    const { trialHeaders } = served.server;
    const sent = binaryRequest(right, bytes);
    expect((await post('identity_float32', sent, trialHeaders)).status).toBe(400);
    const data = [1, 2];
    const body = { inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 2], data }] };
    const path = '/v2/models/identity_float32/infer';
    const asked = { ...body, parameters: { binary_data_output: true } };
    expect((await served.post(path, asked, trialHeaders)).status).toBe(400);
    expect((await served.post(path, body, trialHeaders)).status).toBe(200);
  });

  it('arbitrary bytes, and the server goes on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.nat({ max: 310 }),
        async (noise, length) => {
          const answer = await fetch(served.url('/v2/models/identity_float32/infer'), {
            method: 'POST',
            headers: { 'inference-header-content-length': String(length) },
            body: noise as BodyInit,
          });
          expect([answer.status, await answer.json()]).toEqual([
            400,
            { error: expect.any(String) },
          ]);
        },
      ),
      { seed, numRuns: 200 },
    );
  });
});

describe('monitoring', () => {
  it('profiles binary requests, and copies of them, as those in JSON', async () => {
    const profileSchema: ProfileSchema = {
      convention: 'v1',
      columns: [
        { kind: 'numeric', name: 'x[0]', role: 'feature', edges: [0, 10], min: 0, max: 100 },
        { kind: 'numeric', name: 'y[1]', role: 'prediction', edges: [0, 10], min: 0, max: 100 },
      ],
    };
    const other = await serve({ workers: 1 });
    const identity = fixture('identity_float32');
    const champion = { profileSchema };
    const challengers = [{ ...version('2', identity), profileSchema }];
    const routes = [route('m', identity, champion, { challengers })];
    await other.server.apply({ generation: 1, routes });
    const values = [-5, 5, 15, NaN, 50, 500];
    const bytes = Buffer.from(Float32Array.from(values).buffer);

    const observed = async (send: () => Promise<Response>) => {
      other.windows.length = 0;
      expect((await send()).status).toBe(200);
      const of = (name: string) => other.windows.filter(window => window.version === name);
      for (let i = 0; i < 300 && total(of('2'), 'requests') < 1; i++) {
        await sleep(20);
        await other.server.flush();
      }
      return ['1', '2'].map(name => {
        const [window] = of(name).filter(({ rows }) => rows > 0);
        return [window.role, window.rows, parseCounts(window.profile!, profileSchema).columns];
      });
    };
    const url = other.url('/v2/models/m/infer');
    const { body, headers } = binaryRequest(binaryX('FP32', [3, 2], 24), bytes);
    const binary = await observed(() => fetch(url, { method: 'POST', headers, body }));
    const data = values.map(value => (Number.isNaN(value) ? null : value));
    const inJson = { inputs: [{ name: 'x', datatype: 'FP32', shape: [3, 2], data }] };
    const json = await observed(() => other.post('/v2/models/m/infer', inJson));
    expect(binary).toEqual(json);
    expect(binary.map(([role, rows]) => [role, rows])).toEqual([
      ['champion', 3],
      ['challenger', 3],
    ]);
    await other.server.close();
  });
});
