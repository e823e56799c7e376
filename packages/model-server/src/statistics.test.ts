import { createHash } from 'node:crypto';
import { ServedRoute } from './index';
import { crashOne, fixture, route, serve, Served, untilReplaced, version } from './testing/serve';

// Workers start slowly where others compute.
jest.setTimeout(60_000);

const identity = fixture('identity_float32');

let served: Served;
let generation = 0;

beforeAll(async () => {
  served = await serve();
});

afterAll(() => served.server.close());

const apply = (...routes: ServedRoute[]) =>
  served.server.apply({ generation: ++generation, routes });

function x(rows: number) {
  const data = Array(rows).fill(1);
  return { inputs: [{ name: 'x', datatype: 'FP32', shape: [rows, 1], data }] };
}

/** Each with a connection of its own, so that they come to all workers. */
function infer(rows: number, path = '/v2/models/m') {
  return served.post(`${path}/infer`, x(rows), { connection: 'close' });
}

async function statistics(path = '/v2/models/m'): Promise<any[]> {
  const answer = await served.get(`${path}/stats`, { connection: 'close' });
  expect(answer.status).toBe(200);
  return (await answer.json()).model_stats;
}

const DURATIONS = ['success', 'fail', 'queue', 'compute_input', 'compute_infer', 'compute_output'];

describe('statistics', () => {
  it("add up all workers' requests, and any worker tells them", async () => {
    await apply(route('m', identity));
    const none = { count: 0, ns: 0 };
    expect(await statistics()).toEqual([
      {
        name: 'm',
        version: '1',
        last_inference: 0,
        inference_count: 0,
        execution_count: 0,
        inference_stats: Object.fromEntries(
          [...DURATIONS, 'cache_hit', 'cache_miss'].map(name => [name, none]),
        ),
        batch_stats: [],
      },
    ]);
    const before = Date.now();
    await Promise.all(Array.from({ length: 20 }, () => infer(3)));
    for (let i = 0; i < 2; i++)
      expect((await served.post('/v2/models/m/infer', {})).status).toBe(400);
    for (let i = 0; i < 10; i++) {
      const [{ inference_stats: stats, ...counts }] = await statistics();
      expect(counts).toMatchObject({ inference_count: 60, execution_count: expect.any(Number) });
      expect(counts.execution_count).toBeLessThanOrEqual(20);
      expect(counts.last_inference).toBeGreaterThanOrEqual(before);
      expect(counts.last_inference).toBeLessThanOrEqual(Date.now());
      expect(DURATIONS.map(name => stats[name].count)).toEqual([20, 2, 20, 20, 20, 20]);
      for (const name of DURATIONS) expect(stats[name].ns).toBeGreaterThan(0);
      const parts = DURATIONS.slice(2).reduce((sum, name) => sum + stats[name].ns, 0);
      expect(parts).toBeLessThanOrEqual(stats.success.ns);
    }
  });

  it('survive a worker and changes of the route around a version', async () => {
    await apply(route('m', identity));
    const [before] = await statistics();
    await infer(1);
    crashOne(served);
    await untilReplaced(served);
    for (let i = 0; i < 10; i++) await infer(1);
    const canary = { ...version('2', identity), weight: 50 };
    await apply(route('m', identity, {}, { canary }));
    await infer(1, '/v2/models/m/versions/1');
    await infer(1, '/v2/models/m/versions/2');
    await apply(route('m', identity, { version: '2' }));
    await infer(1);
    expect((await statistics())[0]).toMatchObject({ version: '2', inference_count: 2 });
    await apply(route('m', identity, {}, { canary }));
    const both = await statistics();
    expect(both.map(one => [one.version, one.inference_count])).toEqual([
      // It was gone in between.
      ['1', 0],
      ['2', 2],
    ]);
    expect(before.inference_count).toBeGreaterThan(0);
    expect(await statistics('/v2/models/m/versions/2')).toEqual([both[1]]);
  });

  it('count what a lost worker had counted', async () => {
    await apply(route('lost', identity));
    const all = (count: number) =>
      Promise.all(Array.from({ length: count }, () => infer(1, '/v2/models/lost')));
    await all(30);
    crashOne(served);
    await untilReplaced(served);
    await all(30);
    expect((await statistics('/v2/models/lost'))[0].inference_count).toBe(60);
  });

  it('go on with the route that is kept when a new one fails', async () => {
    await apply(route('kept', identity));
    await infer(1, '/v2/models/kept');
    await apply(route('kept', fixture('not_a_model'), { version: '2' }));
    await infer(1, '/v2/models/kept');
    const [one] = await statistics('/v2/models/kept');
    expect([one.version, one.inference_count]).toEqual(['1', 2]);
  });

  it('leave out trials and challengers', async () => {
    await apply(route('m', identity, { version: '7' }, { challengers: [version('8', identity)] }));
    await served.post('/v2/models/m/infer', x(1), served.server.trialHeaders);
    expect((await statistics())[0]).toMatchObject({ version: '7', inference_count: 0 });
    expect((await served.get('/v2/models/m/versions/8/stats')).status).toBe(404);
    expect((await served.get('/v2/models/nope/stats')).status).toBe(404);
  });
});

describe('the repository index', () => {
  const index = (from: Served, headers?: Record<string, string>) =>
    from.post('/v2/repository/index', { ready: true }, headers);

  it('lists each version that answers', async () => {
    const canary = { ...version('2', identity), weight: 50 };
    const challengers = [version('3', identity)];
    await apply(route('a', identity, {}, { canary, challengers }), route('b', identity));
    const ready = { state: 'READY', reason: '' };
    expect(await (await index(served)).json()).toEqual([
      { name: 'a', version: '1', ...ready },
      { name: 'a', version: '2', ...ready },
      { name: 'b', version: '1', ...ready },
    ]);
  });

  it("lists the deployment of the caller's token only", async () => {
    const other = await serve({ workers: 1, authentication: 'tokens' });
    const hash = (secret: string) => createHash('sha256').update(secret).digest('hex');
    await other.server.admit([
      { id: '1', hash: hash('mine'), deployment: 'a' },
      { id: '2', hash: hash('old'), deployment: 'a', expiresAt: Date.now() - 1 },
      { id: '3', hash: hash('nothing'), deployment: 'gone' },
    ]);
    const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
    expect((await index(other, bearer('mine'))).status).toBe(503);
    const routes = [route('a', identity), route('b', identity)];
    await other.server.apply({ generation: 1, routes });
    const names = async (headers: Record<string, string>) =>
      (await (await index(other, headers)).json()).map((one: { name: string }) => one.name);
    expect(await names(bearer('mine'))).toEqual(['a']);
    expect(await names(bearer('nothing'))).toEqual([]);
    expect(await names(other.server.trialHeaders)).toEqual(['a', 'b']);
    for (const headers of [undefined, bearer('old'), bearer('guessed')]) {
      expect((await index(other, headers)).status).toBe(401);
    }
    expect((await other.get('/v2/models/b/stats', bearer('mine'))).status).toBe(403);
    expect((await other.get('/v2/models/a/stats', bearer('mine'))).status).toBe(200);
    await other.server.close();
    expect(other.tokenUses.map(({ id }) => id).sort()).toEqual(['1', '3']);
  });
});
