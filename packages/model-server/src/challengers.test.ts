import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  LatencySketch,
  parseCounts,
  ProfileSchema,
  schemaDigest,
} from '@mlops-backstage/model-profile';
import { ObservedWindow, ServedRoute, ServedVersion } from './index';
import { fixture, FLIGHTS, flight, route, serve, Served, total, version } from './testing/serve';

// Workers start slowly where others compute.
jest.setTimeout(60_000);

const RISK_1 = join(FLIGHTS, 'flight-delay-risk/1/model.onnx');
const RISK_2 = join(FLIGHTS, 'flight-delay-risk/2/model.onnx');

const identity = fixture('identity_float32');

function x(shape: number[], data: unknown[] = Array(shape[0] * shape[1]).fill(1)) {
  return { inputs: [{ name: 'x', datatype: 'FP32', shape, data }] };
}

let served: Served;
let generation = 0;

beforeAll(async () => {
  served = await serve({ workers: 1 });
});

afterEach(async () => {
  // Whatever a challenger did, the worker goes on.
  if (served.exits.length > 0) throw new Error('The worker ended');
  served.windows.length = 0;
});

afterAll(() => served.server.close());

const serveRoute = (changes: Partial<ServedRoute>, champion = identity) =>
  served.server.apply({
    generation: ++generation,
    routes: [route('m', champion, {}, changes)],
  });

const challengedBy = (...challengers: ServedVersion[]) => serveRoute({ challengers });

const of = (name: string) => served.windows.filter(window => window.version === name);

function counts(windows: readonly ObservedWindow[]): number[] {
  return (['requests', 'rows', 'errors', 'shadowDropped'] as const).map(key => total(windows, key));
}

/** Waits until a version was run on, or dropped, so many copies. */
async function untilSeen(name: string, copies: number, server = served): Promise<void> {
  const seen = () => {
    const windows = server.windows.filter(window => window.version === name);
    return total(windows, 'requests') + total(windows, 'shadowDropped');
  };
  for (let i = 0; i < 300 && seen() < copies; i++) {
    await sleep(20);
    await server.server.flush();
  }
  expect(seen()).toBe(copies);
}

describe('challengers', () => {
  it('are run on what the champion and the canary answered, and observed like them', async () => {
    const profileSchema: ProfileSchema = {
      convention: 'v1',
      columns: [
        { kind: 'numeric', name: 'x[0]', role: 'feature', edges: [0, 10], min: 0, max: 100 },
        { kind: 'numeric', name: 'y[1]', role: 'prediction', edges: [0, 10], min: 0, max: 100 },
      ],
    };
    await serveRoute({
      canary: { ...version('2', identity), weight: 50 },
      challengers: [{ ...version('3', identity), profileSchema }, version('4', identity)],
    });
    const path = (name: string) => `/v2/models/m/versions/${name}/infer`;
    for (let i = 0; i < 3; i++) await served.post(path('1'), x([2, 2], [-5, 5, 15, null]));
    for (let i = 0; i < 2; i++) await served.post(path('2'), x([1, 2], [5, 500]));
    await untilSeen('3', 5);
    await untilSeen('4', 5);
    expect([counts(of('1')), counts(of('2'))]).toEqual([
      [3, 6, 0, 0],
      [2, 2, 0, 0],
    ]);
    expect([counts(of('3')), counts(of('4'))]).toEqual([
      [5, 8, 0, 0],
      [5, 8, 0, 0],
    ]);
    const bins = profileSchema.columns.map(() => [0, 0, 0, 0]);
    const latency = new LatencySketch();
    for (const window of of('3')) {
      expect(window).toMatchObject({ deployment: 'm', role: 'challenger' });
      expect(window.schemaDigest).toBe(schemaDigest(profileSchema));
      latency.merge(LatencySketch.fromBytes(window.latency));
      parseCounts(window.profile!, profileSchema).columns.forEach((column, i) =>
        column.counts.forEach((count, bin) => {
          bins[i][bin] += count;
        }),
      );
    }
    expect(bins).toEqual([
      [3, 2, 3, 0],
      [0, 3, 2, 3],
    ]);
    expect(latency.count).toBe(5);
    expect(of('4')[0]).not.toHaveProperty('profile');
  });

  it('never answer', async () => {
    await challengedBy(version('2', RISK_2));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => served.post('/v2/models/m/infer', x([1, 2]))),
    );
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({
        model_version: '1',
        outputs: [{ data: [1, 1] }],
      });
    }
    await untilSeen('2', 20);
  });

  it('are timed by their own run, whatever else runs in between', async () => {
    await challengedBy(version('2', fixture('slow')), version('3', identity));
    for (let i = 0; i < 3; i++) await served.post('/v2/models/m/infer', x([1, 1]));
    await untilSeen('2', 3);
    await untilSeen('3', 3);
    const median = (name: string) => {
      const latency = new LatencySketch();
      for (const window of of(name)) latency.merge(LatencySketch.fromBytes(window.latency));
      return latency.quantile(0.5)!;
    };
    // Three multiplications of 800 x 800 matrices, against copying one number, in turn with them.
    expect(median('2')).toBeGreaterThan(median('3') * 10);
  });

  it('get no copies of trials, nor of what could not be read', async () => {
    await challengedBy(version('2', identity));
    await served.post('/v2/models/m/infer', x([1, 2]), { ...served.server.trialHeaders });
    await served.post('/v2/models/m/infer', 'no JSON');
    await served.post('/v2/models/m/infer', { inputs: [] });
    await served.post('/v2/models/m/infer', x([3, 2]));
    await untilSeen('2', 1);
    expect([counts(of('1')), counts(of('2'))]).toEqual([
      [3, 3, 2, 0],
      [1, 3, 0, 0],
    ]);
  });

  it('are observed at the time of the request', async () => {
    await serveRoute({ allowEventTime: true, challengers: [version('2', identity)] });
    const parameters = { event_time: '2013-04-01T06:30:00Z' };
    await served.post('/v2/models/m/infer', { ...x([1, 2]), parameters });
    await untilSeen('2', 1);
    const starts = served.windows.map(window => new Date(window.windowStart).toISOString());
    expect(new Set(starts)).toEqual(new Set(['2013-04-01T06:00:00.000Z']));
  });

  it('are run on what the champion failed on', async () => {
    await serveRoute({ challengers: [version('2', identity)] }, fixture('failing_run'));
    const failed = await served.post('/v2/models/m/infer', x([1, 3]));
    expect(failed.status).toBe(500);
    await untilSeen('2', 1);
    expect([counts(of('1')), counts(of('2'))]).toEqual([
      [1, 0, 1, 0],
      [1, 1, 0, 0],
    ]);
  });
});

describe('a challenger that fails', () => {
  it.each([
    ['has other inputs', 'several_inputs', 'Unknown input "x"'],
    ['has other datatypes', 'identity_float64', 'expected datatype FP64, got "FP32"'],
    ['has other shapes', 'fixed_batch', 'expected shape [4,2], got [1,3]'],
    ['fails when it is run', 'failing_run', 'Reshape'],
  ])('since it %s counts errors, and says so once', async (_, name, message) => {
    served.log.length = 0;
    const label = `failing ${name}`;
    await challengedBy({ ...version(label, fixture(name)) }, version('2', identity));
    for (let i = 0; i < 4; i++) {
      expect((await served.post('/v2/models/m/infer', x([1, 3]))).status).toBe(200);
    }
    await untilSeen(label, 4);
    await untilSeen('2', 4);
    expect(counts(of(label))).toEqual([4, 0, 4, 0]);
    expect(counts(of('2'))).toEqual([4, 4, 0, 0]);
    expect(counts(of('1'))).toEqual([4, 4, 0, 0]);
    const logged = served.log.filter(line => line.includes(`m version ${label} failed`));
    expect(logged).toEqual([expect.stringContaining(message)]);
  });

  it('since it lacks an output counts errors where that is asked for', async () => {
    await challengedBy(version('2', fixture('zipmap')));
    const asked = { ...x([1, 2]), outputs: [{ name: 'y' }] };
    expect((await served.post('/v2/models/m/infer', x([1, 2]))).status).toBe(200);
    expect((await served.post('/v2/models/m/infer', asked)).status).toBe(200);
    await untilSeen('2', 2);
    expect(counts(of('2'))).toEqual([2, 1, 1, 0]);
  });
});

describe('a queue that is full', () => {
  const slow = [version('2', fixture('slow')), version('3', fixture('slow'))];
  const challenged = (deployment: string) => route(deployment, identity, {}, { challengers: slow });

  /** Asks so fast that the challengers can't follow, and waits until all copies are seen. */
  async function overload(limits: object, body: object): Promise<number[][]> {
    const other = await serve({ workers: 1, limits });
    await other.server.apply({ generation: 1, routes: [challenged('m')] });
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => other.post('/v2/models/m/infer', body)),
    );
    expect(answers.map(answer => answer.status)).toEqual(Array(30).fill(200));
    await untilSeen('2', 30, other);
    await untilSeen('3', 30, other);
    await other.server.close();
    const { windows, log } = other;
    expect(log.filter(line => line.includes('its challenger version 2 can be run'))).toHaveLength(
      1,
    );
    return ['1', '2', '3'].map(name => counts(windows.filter(one => one.version === name)));
  }

  it('drops copies and counts them', async () => {
    const [champion, first, second] = await overload({ maxShadowRequests: 3 }, x([1, 1]));
    expect(champion).toEqual([30, 30, 0, 0]);
    expect(second).toEqual(first);
    const [requests, rows, errors, dropped] = first;
    expect(requests + dropped).toBe(30);
    expect([rows, errors]).toEqual([requests, 0]);
    expect(requests).toBeGreaterThanOrEqual(3);
    expect(dropped).toBeGreaterThan(0);
  });

  it('is full of bytes, too', async () => {
    const body = { ...x([1, 1]), id: 'x'.repeat(10_000) };
    const [champion, first] = await overload({ maxShadowBytes: 25_000 }, body);
    expect(champion).toEqual([30, 30, 0, 0]);
    expect(first[0] + first[3]).toBe(30);
    expect(first[3]).toBeGreaterThan(0);
    const [, none] = await overload({ maxShadowBytes: 9_999 }, body);
    expect(none).toEqual([0, 0, 0, 30]);
  });

  it('is emptied and counted when the server closes', async () => {
    const other = await serve({ workers: 1 });
    await other.server.apply({ generation: 1, routes: [challenged('m')] });
    for (let i = 0; i < 20; i++) await other.post('/v2/models/m/infer', x([1, 1]));
    await other.server.close();
    const seen = counts(other.windows.filter(window => window.version === '3'));
    expect(seen[0] + seen[3]).toBe(20);
    expect(seen[3]).toBeGreaterThan(0);
  });
});

describe('tables that come and go', () => {
  it('let the copies that wait for a challenger finish, though it is served no more', async () => {
    await challengedBy(version('2', fixture('slow')));
    for (let i = 0; i < 5; i++) await served.post('/v2/models/m/infer', x([1, 1]));
    await served.server.apply({ generation: ++generation, routes: [] });
    expect((await served.get('/v2/models/m')).status).toBe(404);
    await untilSeen('2', 5);
    expect(counts(of('2'))).toEqual([5, 5, 0, 0]);
  });

  it('fail no request and lose no copy under load', async () => {
    const other = await serve({ limits: { maxShadowRequests: 10 } });
    const versions = [version('1', RISK_1), version('2', RISK_2), version('3', RISK_1)];
    const rotated = (n: number) => {
      const [champion, second, third] = [0, 1, 2].map(i => versions[(i + n) % 3]);
      return {
        deployment: 'risk',
        revision: n,
        champion,
        canary: n % 2 ? { ...second, weight: 10 + n } : undefined,
        challengers: [third],
        allowEventTime: false,
      };
    };
    await other.server.apply({ generation: 1, routes: [rotated(1)] });

    const statuses: number[] = [];
    const answering = new Set<string>();
    let swapping = true;
    const client = async (firstKey: number) => {
      for (let key = firstKey; swapping; key++) {
        const headers = { 'x-routing-key': `${key}` };
        const answer = await other.post('/v2/models/risk/infer', flight(), headers);
        statuses.push(answer.status);
        answering.add((await answer.json()).model_version);
      }
    };
    const clients = Array.from({ length: 8 }, (_, i) => client(i * 1_000));
    for (let n = 2; n <= 31; n++) {
      expect(await other.server.apply({ generation: n, routes: [rotated(n)] })).toEqual([
        { deployment: 'risk', revision: n, state: 'ready' },
      ]);
    }
    swapping = false;
    await Promise.all(clients);

    expect(statuses.length).toBeGreaterThan(100);
    expect(statuses.filter(status => status !== 200)).toEqual([]);
    expect([...answering].sort()).toEqual(['1', '2', '3']);
    // There was one challenger all the time: each answer was copied once, or the copy was dropped and counted.
    const sum = (roles: string[]) =>
      counts(other.windows.filter(({ role }) => roles.includes(role)));
    for (let i = 0; i < 300; i++) {
      await other.server.flush();
      const [requests, , , dropped] = sum(['challenger']);
      if (requests + dropped >= statuses.length) break;
      await sleep(20);
    }
    const [requests, rows, errors, dropped] = sum(['challenger']);
    expect(requests + dropped).toBe(statuses.length);
    expect([rows, errors]).toEqual([requests, 0]);
    expect(requests).toBeGreaterThan(0);
    expect(sum(['champion', 'canary'])).toEqual([statuses.length, statuses.length, 0, 0]);
    expect(sum(['canary'])[0]).toBeGreaterThan(0);
    await other.server.close();
  });
});
