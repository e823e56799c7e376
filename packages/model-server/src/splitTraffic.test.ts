import { ServedRoute } from './index';
import { splitPoint } from './serving/splitPoint';
import { fixture, route, serve, Served, total, version } from './testing/serve';

// Workers start slowly where others compute.
jest.setTimeout(60_000);

const INFER = '/v2/models/m/infer';
const BODY = JSON.stringify({
  inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 1], data: [1] }],
});
const KEYS = Array.from({ length: 400 }, (_, i) => `customer ${i}`);

const identity = fixture('identity_float32');

/** Champion 1, canary 2 with a weight, challenger 3. */
function split(weight: number): ServedRoute {
  const canary = { ...version('2', identity), weight };
  return route('m', identity, {}, { canary, challengers: [version('3', identity)] });
}

let served: Served;
let generation = 0;

beforeAll(async () => {
  served = await serve();
});

afterAll(() => served.server.close());

const serveRoute = (served_: ServedRoute) =>
  served.server.apply({ generation: ++generation, routes: [served_] });

async function answeringVersion(headers: Record<string, string>): Promise<string> {
  const answer = await served.post(INFER, BODY, headers);
  const { model_version } = await answer.json();
  expect(answer.headers.get('x-model-version')).toBe(model_version);
  return model_version;
}

/** The version that answers each key, each asked over a connection of its own. */
async function versionsByKey(keys: string[]): Promise<Map<string, string>> {
  const answering = new Map<string, string>();
  for (let from = 0; from < keys.length; from += 20) {
    const ask = async (key: string) => {
      const headers = { 'x-routing-key': key, connection: 'close' };
      answering.set(key, await answeringVersion(headers));
    };
    await Promise.all(keys.slice(from, from + 20).map(ask));
  }
  return answering;
}

describe('a routing key', () => {
  it('is answered by the version that its place in the split says, on every worker', async () => {
    await serveRoute(split(30));
    const expected = new Map(
      KEYS.map(key => [key, splitPoint('m', key) < 30 ? '2' : '1'] as const),
    );
    expect(await versionsByKey(KEYS)).toEqual(expected);
    expect(await versionsByKey(KEYS)).toEqual(expected);
    const share = [...expected.values()].filter(one => one === '2').length / KEYS.length;
    // Within two standard deviations of the weight, with these keys.
    expect(Math.abs(share - 0.3)).toBeLessThan(2 * Math.sqrt((0.3 * 0.7) / KEYS.length));
  });

  it('moves from champion to canary only, as the weight rises, and stays after a restart', async () => {
    const keys = KEYS.slice(0, 100);
    let canary = new Set<string>();
    for (const weight of [0.5, 10, 25, 50, 99]) {
      await serveRoute(split(weight));
      const now = await versionsByKey(keys);
      const next = new Set(keys.filter(key => now.get(key) === '2'));
      expect([...canary].filter(key => !next.has(key))).toEqual([]);
      expect(next.size).toBeGreaterThanOrEqual(canary.size);
      canary = next;
    }
    expect(canary.size).toBeGreaterThan(90);
    await served.server.close();
    served = await serve();
    await serveRoute(split(99));
    const again = await versionsByKey(keys);
    expect(new Set(keys.filter(key => again.get(key) === '2'))).toEqual(canary);
  });
});

it('leaves requests without a key to chance, in the share of the weight', async () => {
  await serveRoute(split(25));
  const versions: string[] = [];
  for (let i = 0; i < 20; i++) {
    const asked = Array.from({ length: 20 }, () => answeringVersion({ 'x-routing-key': '' }));
    versions.push(...(await Promise.all(asked)));
  }
  const share = versions.filter(one => one === '2').length / versions.length;
  // Six standard deviations.
  expect(Math.abs(share - 0.25)).toBeLessThan(6 * Math.sqrt((0.25 * 0.75) / versions.length));
});

it('lets a URL name the champion or the canary, and no challenger', async () => {
  await serveRoute(split(50));
  for (const name of ['1', '2']) {
    for (const key of ['a', 'b', 'c', 'd']) {
      const path = `/v2/models/m/versions/${name}`;
      const answer = await served.post(`${path}/infer`, BODY, { 'x-routing-key': key });
      expect(answer.headers.get('x-model-version')).toBe(name);
      expect((await served.get(`${path}/ready`)).status).toBe(200);
      expect((await (await served.get(path)).json()).versions).toEqual(['1', '2']);
    }
  }
  const refused = await served.post('/v2/models/m/versions/3/infer', BODY);
  expect([refused.status, await refused.json()]).toEqual([
    404,
    { error: 'Model "m" serves version "1" and "2", not "3"' },
  ]);
  expect((await served.get('/v2/models/m/versions/3')).status).toBe(404);
  expect((await (await served.get('/v2/models/m')).json()).versions).toEqual(['1', '2']);
});

it('describes the signature of the version that is asked about', async () => {
  const canary = { ...version('2', fixture('several_inputs')), weight: 50 };
  await serveRoute(route('m', identity, {}, { canary }));
  const inputs = async (path: string) =>
    (await (await served.get(path)).json()).inputs.map(({ name }: { name: string }) => name);
  expect(await inputs('/v2/models/m')).toEqual(['x']);
  expect(await inputs('/v2/models/m/versions/2')).toEqual(['amount', 'count', 'label']);
});

it('says who refused', async () => {
  const canary = { ...version('2', fixture('failing_run')), weight: 50 };
  await serveRoute(route('m', identity, {}, { canary }));
  const row = { inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 3], data: [1, 2, 3] }] };
  const failed = await served.post('/v2/models/m/versions/2/infer', row);
  expect([failed.status, failed.headers.get('x-model-version')]).toEqual([500, '2']);
  const refused = await served.post('/v2/models/m/versions/1/infer', 'no JSON');
  expect([refused.status, refused.headers.get('x-model-version')]).toEqual([400, '1']);
});

it('observes each answer under the version and the role that gave it', async () => {
  const canary = { ...version('2', fixture('failing_run')), weight: 50 };
  await serveRoute(route('m', identity, {}, { canary }));
  await served.server.flush();
  served.windows.length = 0;
  const row = { inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 3], data: [1, 2, 3] }] };
  for (let i = 0; i < 3; i++) await served.post('/v2/models/m/versions/1/infer', row);
  for (let i = 0; i < 2; i++) await served.post('/v2/models/m/versions/2/infer', row);
  await served.server.flush();
  const of = (role: string) => served.windows.filter(window => window.role === role);
  expect(new Set(of('champion').map(window => window.version))).toEqual(new Set(['1']));
  expect(new Set(of('canary').map(window => window.version))).toEqual(new Set(['2']));
  const counts = (role: string) =>
    (['requests', 'rows', 'errors', 'shadowDropped'] as const).map(key => total(of(role), key));
  expect([counts('champion'), counts('canary')]).toEqual([
    [3, 3, 0, 0],
    [2, 0, 2, 0],
  ]);
});

describe('a route that is none', () => {
  it.each([0, 100, -1, 101, NaN])('has a canary of weight %d', async weight => {
    expect(await serveRoute(split(weight))).toEqual([
      {
        deployment: 'm',
        revision: 1,
        state: 'failed',
        message: `The canary's weight must be above 0 and below 100 percent, got ${weight}`,
      },
    ]);
  });

  it('has a version in two roles', async () => {
    const twice = { ...split(50), challengers: [version('2', identity)] };
    expect(await serveRoute(twice)).toMatchObject([
      { state: 'failed', message: 'Version "2" has two roles' },
    ]);
  });
});

it.each([
  ['champion', '1'],
  ['canary', '2'],
  ['challenger', '3'],
])('is not applied when its %s fails, and the previous one goes on', async (role, name) => {
  await serveRoute(split(50));
  const broken = split(60);
  const spoil = <T extends { artifactPath: string; digest: string }>(one: T): T => ({
    ...one,
    artifactPath: fixture('not_a_model'),
    digest: 'broken',
  });
  const outcomes = await serveRoute({
    ...broken,
    revision: 2,
    champion: role === 'champion' ? spoil(broken.champion) : broken.champion,
    canary: role === 'canary' ? spoil(broken.canary!) : broken.canary,
    challengers: role === 'challenger' ? broken.challengers.map(spoil) : broken.challengers,
  });
  expect(outcomes).toEqual([
    {
      deployment: 'm',
      revision: 2,
      state: 'failed',
      version: name,
      message: expect.stringMatching(`^Version ${name} \\(${role}\\): .*Protobuf parsing failed`),
    },
  ]);
  expect((await (await served.get('/v2/models/m')).json()).versions).toEqual(['1', '2']);
  const expected = new Map(
    KEYS.slice(0, 40).map(key => [key, splitPoint('m', key) < 50 ? '2' : '1'] as const),
  );
  expect(await versionsByKey(KEYS.slice(0, 40))).toEqual(expected);
});
