import { fixture, route, serve, Served, tableOf } from './testing/serve';

// Workers start slowly where others compute.
jest.setTimeout(60_000);

const IDENTITIES: [name: string, datatype: string, data: unknown[]][] = [
  ['identity_bool', 'BOOL', [true, false]],
  ['identity_uint8', 'UINT8', [0, 255]],
  ['identity_uint16', 'UINT16', [0, 65535]],
  ['identity_uint32', 'UINT32', [0, 4294967295]],
  ['identity_uint64', 'UINT64', [0, '18446744073709551615']],
  ['identity_int8', 'INT8', [-128, 127]],
  ['identity_int16', 'INT16', [-32768, 32767]],
  ['identity_int32', 'INT32', [-2147483648, 2147483647]],
  ['identity_int64', 'INT64', ['-9223372036854775808', 9007199254740991]],
  ['identity_float16', 'FP16', [0.5, null]],
  ['identity_float32', 'FP32', [-1.5, null]],
  ['identity_float64', 'FP64', [0.1, null]],
  ['identity_string', 'BYTES', ['', 'Zürich 東京 🛫 "quoted"\n']],
];

let served: Served;

beforeAll(async () => {
  served = await serve();
  const names = IDENTITIES.map(([name]) => name);
  const others = ['fixed_batch', 'scalar', 'several_inputs', 'zipmap', 'failing_run', 'reciprocal'];
  await served.server.apply(tableOf(1, ...names, ...others));
});

afterAll(() => served.server.close());

function infer(model: string, body: unknown) {
  return served.post(`/v2/models/${model}/infer`, body);
}

async function errorOf(response: Promise<Response>): Promise<[number, string]> {
  const answered = await response;
  const body = await answered.json();
  expect(Object.keys(body)).toEqual(['error']);
  return [answered.status, body.error];
}

function x(datatype: string, shape: unknown, data: unknown) {
  return { inputs: [{ name: 'x', datatype, shape, data }] };
}

describe('health and metadata', () => {
  it('says what the server is and that it is well', async () => {
    expect(await (await served.get('/v2')).json()).toEqual({
      name: 'mlops-backstage',
      version: expect.any(String),
      extensions: ['binary_tensor_data', 'statistics'],
    });
    expect((await served.get('/v2/health/live')).status).toBe(200);
    expect((await served.get('/v2/health/ready')).status).toBe(200);
  });

  it('describes a model', async () => {
    const answer = await served.get('/v2/models/several_inputs');
    expect(await answer.json()).toEqual({
      name: 'several_inputs',
      versions: ['1'],
      platform: 'onnxruntime_onnx',
      inputs: [
        { name: 'amount', datatype: 'FP32', shape: [-1, 1] },
        { name: 'count', datatype: 'INT64', shape: [-1, 1] },
        { name: 'label', datatype: 'BYTES', shape: [-1, 1] },
      ],
      outputs: [
        { name: 'scaled', datatype: 'FP32', shape: [-1, 1] },
        { name: 'count_out', datatype: 'INT64', shape: [-1, 1] },
        { name: 'label_out', datatype: 'BYTES', shape: [-1, 1] },
      ],
    });
  });

  it('has a version in the path, which must be the served one', async () => {
    expect((await served.get('/v2/models/scalar/versions/1')).status).toBe(200);
    expect(await (await served.get('/v2/models/scalar/versions/1/ready')).json()).toEqual({
      name: 'scalar',
      ready: true,
    });
    expect(await errorOf(served.get('/v2/models/scalar/versions/2'))).toEqual([
      404,
      'Model "scalar" serves version "1", not "2"',
    ]);
    expect(await errorOf(served.get('/v2/models/nope/ready'))).toEqual([
      404,
      'There is no model "nope"',
    ]);
  });

  it('is not ready before the first table', async () => {
    const empty = await serve({ workers: 1 });
    expect((await empty.get('/v2/health/live')).status).toBe(200);
    expect((await empty.get('/v2/health/ready')).status).toBe(503);
    expect((await empty.post('/v2/models/m/infer', {})).status).toBe(503);
    await empty.server.apply({ generation: 1, routes: [] });
    expect((await empty.get('/v2/health/ready')).status).toBe(200);
    expect((await empty.post('/v2/models/m/infer', {})).status).toBe(404);
    await empty.server.close();
  });

  it('serves names that need encoding in a URL, and such versions in a header', async () => {
    const other = await serve({ workers: 1 });
    const routes = [route('prix d’été/1', fixture('scalar'), { version: 'β' })];
    await other.server.apply({ generation: 1, routes });
    const path = `/v2/models/${encodeURIComponent('prix d’été/1')}`;
    expect((await other.get(path)).status).toBe(200);
    const answer = await other.post(`${path}/infer`, x('FP32', [], [1]));
    expect(answer.headers.get('x-model-version')).toBe(encodeURIComponent('β'));
    expect(await answer.json()).toMatchObject({ model_name: 'prix d’été/1', model_version: 'β' });
    expect((await other.get('/v2/models/%E0%A4%A')).status).toBe(400);
    await other.server.close();
  });
});

describe('tensors', () => {
  it.each(IDENTITIES)('%s carries %s, flat and nested', async (model, datatype, data) => {
    const output = { name: 'y', datatype, shape: [2, 1], data };
    const flat = await infer(model, x(datatype, [2, 1], data));
    expect(flat.headers.get('content-type')).toBe('application/json');
    expect(await flat.json()).toEqual({ model_name: model, model_version: '1', outputs: [output] });
    const nested = await infer(
      model,
      x(
        datatype,
        [2, 1],
        data.map(value => [value]),
      ),
    );
    expect((await nested.json()).outputs).toEqual([output]);
  });

  it.each([
    ['identity_bool', 'BOOL', 1],
    ['identity_uint8', 'UINT8', 256],
    ['identity_uint8', 'UINT8', -1],
    ['identity_int32', 'INT32', 1.5],
    ['identity_int32', 'INT32', null],
    ['identity_int32', 'INT32', '1'],
    ['identity_int64', 'INT64', 9007199254740993],
    ['identity_int64', 'INT64', '9223372036854775808'],
    ['identity_int64', 'INT64', '0x10'],
    ['identity_uint64', 'UINT64', '-1'],
    ['identity_float16', 'FP16', 65520],
    ['identity_float32', 'FP32', 1e39],
    ['identity_float32', 'FP32', '1'],
    ['identity_float64', 'FP64', true],
    ['identity_string', 'BYTES', 1],
    ['identity_string', 'BYTES', null],
    ['identity_string', 'BYTES', 'cut\0off'],
    ['identity_string', 'BYTES', {}],
  ])('%s refuses %s %j and says which element', async (model, datatype, value) => {
    const [status, error] = await errorOf(infer(model, x(datatype, [1, 1], [value])));
    expect(status).toBe(400);
    expect(error).toContain(`Input "x": element 0 is `);
    expect(error).toContain(`expected ${datatype}`);
  });

  it('answers NaN and infinities as null', async () => {
    const answer = await infer('reciprocal', x('FP32', [4], [0, null, 4, -0]));
    expect((await answer.json()).outputs[0].data).toEqual([null, null, 0.25, null]);
  });

  it('takes and gives a scalar', async () => {
    const answer = await infer('scalar', x('FP32', [], [7]));
    expect((await answer.json()).outputs).toEqual([
      { name: 'y', datatype: 'FP32', shape: [], data: [7] },
    ]);
  });

  it('holds a model to its fixed batch', async () => {
    const data = [1, 2, 3, 4, 5, 6, 7, 8];
    expect((await infer('fixed_batch', x('FP32', [4, 2], data))).status).toBe(200);
    expect(await errorOf(infer('fixed_batch', x('FP32', [2, 4], data)))).toEqual([
      400,
      'Input "x": expected shape [4,2], got [2,4]',
    ]);
  });
});

describe('several inputs', () => {
  const amount = { name: 'amount', datatype: 'FP32', shape: [2, 1], data: [1.5, 2] };
  const count = { name: 'count', datatype: 'INT64', shape: [2, 1], data: [1, 2] };
  const label = { name: 'label', datatype: 'BYTES', shape: [2, 1], data: ['a', 'b'] };

  it('are put together by name, whatever their order, and the id comes back', async () => {
    const answer = await infer('several_inputs', { id: 'r 1', inputs: [label, amount, count] });
    expect(answer.headers.get('x-model-version')).toBe('1');
    expect(await answer.json()).toEqual({
      model_name: 'several_inputs',
      model_version: '1',
      id: 'r 1',
      outputs: [
        { name: 'scaled', datatype: 'FP32', shape: [2, 1], data: [3, 4] },
        { name: 'count_out', datatype: 'INT64', shape: [2, 1], data: [1, 2] },
        { name: 'label_out', datatype: 'BYTES', shape: [2, 1], data: ['a', 'b'] },
      ],
    });
  });

  it('answer only the outputs asked for, in that order', async () => {
    const outputs = [{ name: 'label_out' }, { name: 'scaled' }];
    const answer = await infer('several_inputs', { inputs: [label, amount, count], outputs });
    expect((await answer.json()).outputs.map((output: any) => output.name)).toEqual([
      'label_out',
      'scaled',
    ]);
  });

  it.each([
    [{ inputs: [amount, count] }, "Missing input 'label'"],
    [{ inputs: [] }, "Missing input 'amount', 'count', 'label'"],
    [{ inputs: [amount, amount, count, label] }, 'Input "amount" is given twice'],
    [
      { inputs: [{ ...amount, name: 'x' }] },
      `Unknown input "x"; the model takes 'amount', 'count', 'label'`,
    ],
    [
      { inputs: [{ ...amount, datatype: 'FP64' }, count, label] },
      'Input "amount": expected datatype FP32, got "FP64"',
    ],
    [
      { inputs: [amount, count, { ...label, shape: [1, 1], data: ['a'] }] },
      'Inputs disagree on the number of rows: "amount" has 2, "label" has 1',
    ],
    [
      { inputs: [amount, count, label], outputs: [{ name: 'nope' }] },
      `Unknown output "nope"; the model has 'scaled', 'count_out', 'label_out'`,
    ],
    [
      { inputs: [amount, count, label], outputs: [{ name: 'scaled' }, { name: 'scaled' }] },
      'Output "scaled" is requested twice',
    ],
    [{ id: 1, inputs: [amount, count, label] }, `'id' must be a string, got 1`],
    [{ parameters: [], inputs: [amount, count, label] }, `'parameters' must be a JSON object`],
    [{ inputs: {} }, "'inputs' must be an array"],
    [{ inputs: [null] }, "Each of 'inputs' must be a JSON object"],
    [[], 'The request must be a JSON object'],
  ])('%j is refused: %s', async (body, error) => {
    expect(await errorOf(infer('several_inputs', body))).toEqual([400, error]);
  });
});

describe('what a model does not do', () => {
  it('serves the tensors of a model that also has a sequence', async () => {
    const answer = await infer('zipmap', x('FP32', [1, 2], [0.25, 0.75]));
    expect((await answer.json()).outputs).toEqual([
      { name: 'probabilities_tensor', datatype: 'FP32', shape: [1, 2], data: [0.25, 0.75] },
    ]);
    const outputs = [{ name: 'output_probability' }];
    const [status, error] = await errorOf(
      infer('zipmap', { ...x('FP32', [1, 2], [0.25, 0.75]), outputs }),
    );
    expect(status).toBe(400);
    expect(error).toContain("'zipmap': False");
  });

  it('answers 500 without inner details when a run fails, and logs them once', async () => {
    for (let i = 0; i < 6; i++) {
      expect(await errorOf(infer('failing_run', x('FP32', [1, 3], [1, 2, 3])))).toEqual([
        500,
        'The model failed on this request',
      ]);
    }
    const logged = served.log.filter(line => line.startsWith('failing_run version 1 failed'));
    expect(logged.length).toBeGreaterThanOrEqual(1);
    // Once in each worker.
    expect(logged.length).toBeLessThanOrEqual(2);
    expect((await infer('failing_run', x('FP32', [4, 3], Array(12).fill(1)))).status).toBe(200);
  });
});

describe('HTTP', () => {
  it.each([
    ['PUT', '/v2/models/scalar/infer', 405, 'POST'],
    ['GET', '/v2/models/scalar/infer', 405, 'POST'],
    ['POST', '/v2/models/scalar', 405, 'GET, HEAD'],
    ['DELETE', '/v2', 405, 'GET, HEAD'],
    ['POST', '/v2/models/scalar/stats', 405, 'GET, HEAD'],
    ['GET', '/v2/repository/index', 405, 'POST'],
    ['GET', '/', 404, null],
    ['GET', '/v2/models', 404, null],
    ['GET', '/v2/models/scalar/versions', 404, null],
  ])('%s %s is %d', async (method, path, status, allow) => {
    const answer = await fetch(served.url(path), { method });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('allow')).toBe(allow);
    expect(await answer.json()).toEqual({ error: expect.any(String) });
  });

  it('wants JSON', async () => {
    const path = '/v2/models/scalar/infer';
    const body = x('FP32', [], [1]);
    const type = (value: string) => served.post(path, body, { 'content-type': value });
    expect((await type('application/json; charset=utf-8')).status).toBe(200);
    expect((await type('text/plain')).status).toBe(415);
    expect((await type('application/jsonp')).status).toBe(415);
    // As some clients call it.
    expect((await type('application/octet-stream')).status).toBe(200);
  });
});
