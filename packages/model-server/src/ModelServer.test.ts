import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  LatencySketch,
  parseCounts,
  ProfileSchema,
  schemaDigest,
} from '@mlops-backstage/model-profile';
import { ModelServer, ServerClosedError } from './index';
import {
  crashOne,
  fixture,
  flight,
  FLIGHTS,
  route,
  serve,
  Served,
  tableOf,
  total,
  untilReplaced,
} from './testing/serve';

// Workers start slowly where others compute.
jest.setTimeout(60_000);

const VERSION_1 = join(FLIGHTS, 'flight-delay-risk/1/model.onnx');
const VERSION_2 = join(FLIGHTS, 'flight-delay-risk/2/model.onnx');

function x(values: (number | null)[]) {
  return { inputs: [{ name: 'x', datatype: 'FP32', shape: [values.length / 2, 2], data: values }] };
}

let served: Served;

/** Over connections of their own, so that each worker gets some. */
function askOften(model: string): Promise<Response[]> {
  const ask = () => served.post(`/v2/models/${model}/infer`, x([1, 2]), { connection: 'close' });
  return Promise.all(Array.from({ length: 20 }, ask));
}

afterEach(() => served?.server.close());

describe('apply', () => {
  it('swaps versions under load without a failed request', async () => {
    served = await serve();
    const table = (generation: number) => ({
      generation,
      routes: [
        route(
          'risk',
          generation % 2 ? VERSION_1 : VERSION_2,
          { version: String(generation % 2 ? 1 : 2) },
          { revision: generation },
        ),
      ],
    });
    await served.server.apply(table(1));

    const statuses: number[] = [];
    const versions = new Set<string>();
    let swapping = true;
    const client = async () => {
      while (swapping) {
        const answer = await served.post('/v2/models/risk/infer', flight());
        statuses.push(answer.status);
        versions.add((await answer.json()).model_version);
      }
    };
    const clients = Array.from({ length: 8 }, client);
    for (let generation = 2; generation <= 21; generation++) {
      const outcomes = await served.server.apply(table(generation));
      expect(outcomes).toEqual([{ deployment: 'risk', revision: generation, state: 'ready' }]);
    }
    swapping = false;
    await Promise.all(clients);

    expect(statuses.length).toBeGreaterThan(100);
    expect(statuses.filter(status => status !== 200)).toEqual([]);
    expect([...versions].sort()).toEqual(['1', '2']);
    await served.server.flush();
    expect(total(served.windows, 'rows')).toBe(statuses.length);
  });

  it('is in force on every worker when it resolves', async () => {
    served = await serve({ workers: 3 });
    for (let generation = 1; generation <= 6; generation++) {
      const version = String(generation);
      const routes = [route('m', fixture('identity_float32'), { version })];
      await served.server.apply({ generation, routes });
      const answers = await askOften('m');
      expect(new Set(answers.map(answer => answer.headers.get('x-model-version')))).toEqual(
        new Set([version]),
      );
    }
  });

  it('keeps what served a deployment when its new route fails, and names the reason', async () => {
    served = await serve();
    await served.server.apply({
      generation: 1,
      routes: [route('a', fixture('scalar')), route('b', fixture('scalar'))],
    });
    const outcomes = await served.server.apply({
      generation: 2,
      routes: [
        route('a', fixture('not_a_model'), { version: '2' }, { revision: 2 }),
        route('c', fixture('no_such_file')),
        route('d', fixture('identity_float32')),
      ],
    });
    expect(outcomes).toEqual([
      { deployment: 'a', revision: 2, state: 'failed', version: '2', message: expect.any(String) },
      { deployment: 'c', revision: 1, state: 'failed', version: '1', message: expect.any(String) },
      { deployment: 'd', revision: 1, state: 'ready' },
    ]);
    expect(outcomes[0].message).toContain('Protobuf parsing failed');
    expect(JSON.stringify(outcomes)).not.toContain('fixtures');
    const scalar = { inputs: [{ name: 'x', datatype: 'FP32', shape: [], data: [1] }] };
    const kept = await served.post('/v2/models/a/infer', scalar);
    expect([kept.status, kept.headers.get('x-model-version')]).toEqual([200, '1']);
    expect((await served.get('/v2/models/b')).status).toBe(404);
    expect((await served.get('/v2/models/c')).status).toBe(404);
    expect((await served.post('/v2/models/d/infer', x([1, 2]))).status).toBe(200);
  });

  it('answers a generation again with the same outcomes and does nothing', async () => {
    served = await serve({ workers: 1 });
    const first = await served.server.apply(tableOf(7, 'scalar'));
    expect(await served.server.apply(tableOf(7, 'identity_bool'))).toEqual(first);
    expect((await served.get('/v2/models/scalar')).status).toBe(200);
    expect((await served.get('/v2/models/identity_bool')).status).toBe(404);
  });

  it('runs calls in their order', async () => {
    served = await serve();
    const tables = [1, 2, 3, 4].map(n => tableOf(n, n % 2 ? 'scalar' : 'identity_bool'));
    await Promise.all(tables.map(table => served.server.apply(table)));
    expect((await served.get('/v2/models/identity_bool')).status).toBe(200);
    expect((await served.get('/v2/models/scalar')).status).toBe(404);
  });
});

describe('observation', () => {
  const schema: ProfileSchema = {
    convention: 'v1',
    columns: [
      { kind: 'numeric', name: 'x[0]', role: 'feature', edges: [0, 10], min: 0, max: 100 },
      { kind: 'numeric', name: 'x[1]', role: 'feature', edges: [0, 10], min: 0, max: 100 },
      { kind: 'numeric', name: 'y[1]', role: 'prediction', edges: [0, 10], min: 0, max: 100 },
      { kind: 'categorical', name: 'nowhere', role: 'feature', categories: ['a'] },
    ],
  };

  it('counts rows, requests, errors, latency and columns', async () => {
    served = await serve();
    const routes = [route('m', fixture('identity_float32'), { profileSchema: schema })];
    await served.server.apply({ generation: 1, routes });
    const before = Date.now();
    await served.post('/v2/models/m/infer', x([-5, 5, 15, null]));
    await served.post('/v2/models/m/infer', x([5, 500]));
    await served.post('/v2/models/m/infer', 'no JSON');
    await served.server.flush();

    expect(total(served.windows, 'requests')).toBe(3);
    expect(total(served.windows, 'rows')).toBe(3);
    expect(total(served.windows, 'errors')).toBe(1);
    const latency = new LatencySketch();
    const counts = schema.columns.map(() => [] as number[]);
    for (const window of served.windows) {
      expect(window).toMatchObject({ deployment: 'm', version: '1', role: 'champion' });
      expect(window.windowStart % 3_600_000).toBe(0);
      expect(before - window.windowStart).toBeLessThan(3_600_000);
      expect(window.schemaDigest).toBe(schemaDigest(schema));
      latency.merge(LatencySketch.fromBytes(window.latency));
      const profile = parseCounts(window.profile!, schema);
      expect(profile.rows).toBe(window.rows);
      profile.columns.forEach((column, i) =>
        column.counts.forEach((count, bin) => {
          counts[i][bin] = (counts[i][bin] ?? 0) + count;
        }),
      );
    }
    expect(latency.count).toBe(3);
    expect(latency.quantile(1)).toBeLessThan(5000);
    expect(counts).toEqual([
      [1, 1, 1, 0],
      [0, 1, 1, 1],
      [0, 1, 1, 1],
      [0, 0, 0],
    ]);
    expect(served.log.join()).toContain('no tensor to profile: nowhere');
  });

  it('profiles outputs that a request does not ask for', async () => {
    served = await serve({ workers: 1 });
    const columns = [
      { kind: 'categorical', name: 'label_out', role: 'prediction', categories: ['a'] },
      { kind: 'categorical', name: 'count', role: 'feature', categories: ['7'] },
    ] as const;
    const profileSchema: ProfileSchema = { convention: 'v1', columns };
    const routes = [route('m', fixture('several_inputs'), { profileSchema })];
    await served.server.apply({ generation: 1, routes });
    const inputs = [
      { name: 'amount', datatype: 'FP32', shape: [2, 1], data: [1, 2] },
      { name: 'count', datatype: 'INT64', shape: [2, 1], data: [7, 8] },
      { name: 'label', datatype: 'BYTES', shape: [2, 1], data: ['a', 'z'] },
    ];
    const outputs = [{ name: 'scaled' }];
    const answer = await served.post('/v2/models/m/infer', { inputs, outputs });
    expect((await answer.json()).outputs).toHaveLength(1);
    await served.server.flush();
    const profile = parseCounts(served.windows[0].profile!, profileSchema);
    expect(profile.columns.map(({ counts }) => counts)).toEqual([
      [1, 1, 0],
      [1, 1, 0],
    ]);
  });

  it('counts no request of an unknown deployment or version', async () => {
    served = await serve({ workers: 1 });
    await served.server.apply(tableOf(1, 'scalar'));
    await served.post('/v2/models/nope/infer', {});
    await served.post('/v2/models/scalar/versions/9/infer', {});
    await served.get('/v2/models/scalar');
    await served.server.flush();
    expect(served.windows).toEqual([]);
  });

  it('leaves out trials, and only those that know the secret', async () => {
    served = await serve();
    await served.server.apply({
      generation: 1,
      routes: [route('risk', VERSION_1)],
    });
    const { trialHeaders } = served.server;
    const [name] = Object.keys(trialHeaders);
    const ask = async (headers?: Record<string, string>) =>
      (await served.post('/v2/models/risk/infer', flight(), headers)).status;
    expect(await ask({ ...trialHeaders })).toBe(200);
    expect(await ask({ [name]: 'x'.repeat(trialHeaders[name].length) })).toBe(200);
    expect(await ask({ [name]: '' })).toBe(200);
    await served.server.flush();
    expect(total(served.windows, 'requests')).toBe(2);
  });

  it('hands over at intervals', async () => {
    served = await serve({ flushIntervalMs: 50 });
    await served.server.apply(tableOf(1, 'identity_float32'));
    await served.post('/v2/models/identity_float32/infer', x([1, 2]));
    for (let i = 0; i < 100 && served.windows.length === 0; i++) await sleep(20);
    expect(total(served.windows, 'rows')).toBe(1);
    expect(served.windows[0]).not.toHaveProperty('profile');
  });

  it('hands over when it closes, and survives a taker that throws', async () => {
    const taken: number[] = [];
    served = await serve({
      onWindows: windows => {
        taken.push(total(windows, 'rows'));
        throw new Error('no database');
      },
    });
    await served.server.apply(tableOf(1, 'identity_float32'));
    await served.post('/v2/models/identity_float32/infer', x([1, 2, 3, 4]));
    await served.server.close();
    expect(taken).toEqual([2]);
    expect(served.log.join()).toContain('no database');
  });
});

describe('event time', () => {
  const at = (event_time: unknown) => ({ ...x([1, 2]), parameters: { event_time } });

  beforeEach(async () => {
    served = await serve({ workers: 1, limits: { maxEventTimeWindows: 5 } });
    await served.server.apply({
      generation: 1,
      routes: [
        route('replay', fixture('identity_float32'), {}, { allowEventTime: true }),
        route('live', fixture('identity_float32')),
      ],
    });
  });

  it("puts a request's rows into the window of that time", async () => {
    const times = ['2013-04-01T06:00:00Z', '2013-04-01t08:59:59.999+02:00', '2013-04-01T07:00:00Z'];
    for (const time of times) {
      expect((await served.post('/v2/models/replay/infer', at(time))).status).toBe(200);
    }
    await served.server.flush();
    const found = served.windows.map(({ windowStart, rows }) => [
      new Date(windowStart).toISOString(),
      rows,
    ]);
    expect(found).toEqual([
      ['2013-04-01T06:00:00.000Z', 2],
      ['2013-04-01T07:00:00.000Z', 1],
    ]);
  });

  it('hands over early when too many windows are held', async () => {
    for (let day = 1; day <= 12; day++) {
      const time = `2013-04-${String(day).padStart(2, '0')}T00:00:00Z`;
      await served.post('/v2/models/replay/infer', at(time));
    }
    expect(served.windows).toHaveLength(10);
    await served.server.flush();
    expect(total(served.windows, 'rows')).toBe(12);
  });

  it.each([
    'yesterday',
    '2013-04-01',
    '2013-04-01T06:00:00',
    '2013-02-30T06:00:00Z',
    '2013-13-01T06:00:00Z',
    '2013-04-01T25:00:00Z',
    new Date(Date.now() + 3_600_000).toISOString(),
    1364796000,
    null,
    {},
  ])('%j is refused', async time => {
    const answer = await served.post('/v2/models/replay/infer', at(time));
    expect(answer.status).toBe(400);
    expect((await answer.json()).error).toContain('event_time');
  });

  it('is refused where the deployment does not allow it', async () => {
    const answer = await served.post('/v2/models/live/infer', at('2013-04-01T06:00:00Z'));
    expect(answer.status).toBe(400);
    expect((await served.post('/v2/models/live/infer', x([1, 2]))).status).toBe(200);
  });
});

describe('a lost worker', () => {
  it('is replaced by one that serves the current table', async () => {
    served = await serve({ workers: 2 });
    await served.server.apply(tableOf(1, 'scalar'));
    await served.server.apply(tableOf(2, 'identity_float32'));
    crashOne(served);
    const workers = (served.server as any).pool.workers as Set<unknown>;
    await untilReplaced(served);
    expect(workers.size).toBe(2);
    expect(served.exits).toMatchObject([{ exitCode: 1, error: { name: 'TypeError' } }]);
    expect(served.log.join()).toContain('what it observed since its last flush');
    const answers = await askOften('identity_float32');
    expect(answers.every(answer => answer.status === 200)).toBe(true);
  });
});

describe('start and close', () => {
  it('fails when the port is taken, also by another of its kind', async () => {
    served = await serve({ workers: 2 });
    const { port } = served.server;
    await expect(serve({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(serve({ port, workers: 1 })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('finishes what is under way, and refuses afterwards', async () => {
    served = await serve({ workers: 1 });
    await served.server.apply(tableOf(1, 'slow'));
    const slow = { inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 1], data: [1] }] };
    const answers = [1, 2].map(() => served.post('/v2/models/slow/infer', slow));
    await sleep(100);
    await served.server.close();
    for (const answer of answers) expect((await answer).status).toBe(200);
    expect(total(served.windows, 'rows')).toBe(2);
    await expect(served.get('/v2')).rejects.toThrow();
    await expect(served.server.apply(tableOf(2))).rejects.toThrow(ServerClosedError);
    await served.server.flush();
    await served.server.close();
  });

  it('closes without ever having had a table', async () => {
    served = await serve();
    expect(served.server).toBeInstanceOf(ModelServer);
  });
});
