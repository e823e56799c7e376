import { tableFromArrays, tableFromIPC, tableToIPC } from 'apache-arrow';
import { serve, Served, tableOf } from './testing/serve';

// Workers start slowly where others compute.
jest.setTimeout(60_000);

let served: Served;

beforeAll(async () => {
  served = await serve({ workers: 1 });
  await served.server.apply(tableOf(1, 'identity_float32', 'several_inputs', 'scalar'));
});

afterAll(() => served.server.close());

const post = (model: string, type: string, body: string | Buffer, headers = {}) =>
  fetch(served.url(`/v2/models/${model}/infer`), {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body: body as BodyInit,
  });

describe('a table in place of tensors', () => {
  it('as rows is answered with rows', async () => {
    const rows = [
      { amount: 1.5, count: 2, label: 'a' },
      { amount: -1, count: 3, label: 'b' },
    ];
    const body = JSON.stringify({ rows, id: 'mine' });
    const answer = await post('several_inputs', 'application/json', body);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('x-prediction-id')).toMatch(/^[\w-]{12}-[0-9a-z]+$/);
    expect(await answer.json()).toEqual({
      model_name: 'several_inputs',
      model_version: '1',
      id: 'mine',
      rows: [
        { scaled: 3, count_out: 2, label_out: 'a' },
        { scaled: -2, count_out: 3, label_out: 'b' },
      ],
    });
  });

  it('as CSV is answered with CSV, compressed where asked for', async () => {
    const body = 'label,count,amount\r\n"a, b",1,0.5\r\n';
    const answer = await post('several_inputs', 'text/csv; charset=utf-8', body, {
      'accept-encoding': 'gzip',
    });
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(await answer.text()).toBe('scaled,count_out,label_out\r\n1,1,"a, b"\r\n');
    const many = `x[0]\r\n${Array.from({ length: 5000 }, (_, i) => i).join('\r\n')}\r\n`;
    const long = await post('identity_float32', 'text/csv', many, { 'accept-encoding': 'gzip' });
    expect(long.headers.get('content-encoding')).toBe('gzip');
    expect((await long.text()).split('\r\n')).toHaveLength(5002);
  });

  it('as Arrow is answered with Arrow', async () => {
    const table = tableFromArrays({ 'x[0]': Float32Array.of(1, 2), 'x[1]': Float32Array.of(3, 4) });
    for (const format of ['stream', 'file'] as const) {
      const type = `application/vnd.apache.arrow.${format}`;
      const answer = await post('identity_float32', type, Buffer.from(tableToIPC(table, format)));
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
      const answered = tableFromIPC(new Uint8Array(await answer.arrayBuffer()));
      expect(answered.toArray().map(row => row.toJSON())).toEqual([
        { 'y[0]': 1, 'y[1]': 3 },
        { 'y[0]': 2, 'y[1]': 4 },
      ]);
    }
  });

  it('is refused in the form of all errors', async () => {
    const errorOf = async (answer: Promise<Response>) => {
      const { status, headers, json } = await answer.then(async one => ({
        status: one.status,
        headers: one.headers,
        json: await one.json(),
      }));
      expect(headers.get('content-type')).toBe('application/json');
      return `${status} ${json.error}`;
    };
    expect(await errorOf(post('several_inputs', 'text/csv', 'label\r\nx\r\n'))).toMatch(
      /^400 .*amount/,
    );
    expect(await errorOf(post('scalar', 'text/csv', 'x\r\n1\r\n'))).toMatch(/^400 /);
    const arrow = 'application/vnd.apache.arrow.stream';
    expect(await errorOf(post('several_inputs', arrow, Buffer.from('no arrow')))).toMatch(/^400 /);
    expect(await errorOf(post('several_inputs', 'application/xml', '<x/>'))).toMatch(/^415 /);
    const both = { 'inference-header-content-length': '3' };
    expect(await errorOf(post('several_inputs', 'text/csv', 'a\r\n1\r\n', both))).toMatch(/^400 /);
    expect(
      await errorOf(served.post('/v2/models/several_inputs/infer', { rows: [] }) as any),
    ).toMatch(/^400 /);
    expect(
      await errorOf(
        served.post(
          '/v2/models/identity_float32/infer',
          { rows: [{ 'x[0]': 1 }] },
          served.server.trialHeaders,
        ),
      ),
    ).toMatch(/^400 A trial/);
  });
});
