import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fixture, route, serve, Served } from './testing/serve';

// Workers start slowly where others compute.
jest.setTimeout(60_000);

const x = { inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 1], data: [0.001] }] };

/** Sends so many requests at the same moment, each on a connection that is there already. */
async function askAtOnce({ server }: Served, path: string, count: number, headers = '') {
  const sockets = Array.from({ length: count }, () => connect(server.port, '127.0.0.1'));
  await Promise.all(sockets.map(socket => once(socket, 'connect')));
  // The worker has taken the connections in, too.
  await sleep(100);
  const body = JSON.stringify(x);
  return Promise.all(
    sockets.map(async socket => {
      let text = '';
      socket.on('data', chunk => {
        text += chunk;
      });
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${headers}content-length: ${body.length}\r\n\r\n${body}`,
      );
      await once(socket, 'close');
      const [head, content] = text.split('\r\n\r\n');
      return { status: Number(head.split(' ')[1]), head, content };
    }),
  );
}

const counted = async ({ server }: Served, sample: string) => {
  const text = await server.metrics.text();
  return Number(
    text
      .split('\n')
      .find(line => line.startsWith(`${sample} `))
      ?.split(' ')
      .at(-1),
  );
};

describe('limits of a token', () => {
  let served: Served;
  const hash = (secret: string) => createHash('sha256').update(secret).digest('hex');
  const limited = { id: '1', hash: hash('limited'), deployment: 'm' };
  const free = { id: '2', hash: hash('free'), deployment: 'm' };

  const ask = async (secret: string, path = '/v2/models/m/infer') => {
    const headers = { authorization: `Bearer ${secret}`, connection: 'close' };
    const answer = await served.post(path, x, headers);
    return { status: answer.status, after: answer.headers.get('retry-after') };
  };

  beforeAll(async () => {
    served = await serve({ workers: 2, authentication: 'tokens' });
    const identity = fixture('identity_float32');
    const slow = fixture('slow');
    await served.server.apply({ generation: 1, routes: [route('m', identity), route('s', slow)] });
  });

  afterAll(() => served.server.close());

  it('hold over all workers, and for that token only', async () => {
    await served.server.admit([{ ...limited, requestsPerSecond: 5 }, free]);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => ask('limited')));
    const refused = outcomes.filter(({ status }) => status === 429);
    // A second's worth at once, and what was earned while they came.
    expect(outcomes.length - refused.length).toBeGreaterThanOrEqual(5);
    expect(refused.length).toBeGreaterThan(5);
    for (const { after } of refused) expect(after).toBe('1');
    expect(await counted(served, 'mlops_requests_refused_total{reason="limit"}')).toBe(
      refused.length,
    );
    const others = await Promise.all(Array.from({ length: 20 }, () => ask('free')));
    expect(others.every(({ status }) => status === 200)).toBe(true);
  });

  it('bound what is under way, and give back what was answered', async () => {
    const token = { ...limited, deployment: 's', maxConcurrentRequests: 2 };
    await served.server.admit([token]);
    const infer = () => ask('limited', '/v2/models/s/infer');
    for (let round = 0; round < 2; round++) {
      const secret = 'authorization: Bearer limited\r\n';
      const outcomes = await askAtOnce(served, '/v2/models/s/infer', 8, secret);
      const answered = outcomes.filter(({ status }) => status === 200);
      expect(answered.length).toBeGreaterThanOrEqual(2);
      expect(outcomes.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
    }
    for (let i = 0; i < 5; i++) expect((await infer()).status).toBe(200);
  });

  it("don't count questions that compute nothing", async () => {
    // Another token: what one has used up stays used up when its limits change.
    await served.server.admit([{ ...limited, id: '3', requestsPerSecond: 0.001 }]);
    expect((await ask('limited')).status).toBe(200);
    expect((await ask('limited')).status).toBe(429);
    const headers = { authorization: 'Bearer limited' };
    expect((await served.get('/v2/models/m', headers)).status).toBe(200);
    // As trials do, which a person makes from the portal.
    const trial = await served.post('/v2/models/m/infer', x, served.server.trialHeaders);
    expect(trial.status).toBe(200);
  });
});

describe('a worker with too much to do', () => {
  it('answers 503 beyond the requests that it may have under way', async () => {
    const served = await serve({ workers: 1, limits: { maxConcurrentRequests: 3 } });
    await served.server.apply({ generation: 1, routes: [route('s', fixture('slow'))] });
    const answers = await askAtOnce(served, '/v2/models/s/infer', 12);
    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 200).length).toBe(12 - busy.length);
    expect(JSON.parse(busy[0].content)).toEqual({
      error: 'Too many requests wait for an answer; try again',
    });
    expect(busy[0].head).toMatch(/retry-after: 1\r\n/i);
    expect(await counted(served, 'mlops_requests_refused_total{reason="busy"}')).toBe(busy.length);
    await served.server.flush();
    // The server's fault, not the clients'.
    expect(served.windows.reduce((sum, { failures }) => sum + failures, 0)).toBe(busy.length);
    await served.server.close();
  });

  it('answers 503 to what waited too long, without running it', async () => {
    const served = await serve({ workers: 1, limits: { maxQueueMs: 1 } });
    await served.server.apply({ generation: 1, routes: [route('s', fixture('slow'))] });
    const answers = await askAtOnce(served, '/v2/models/s/infer', 6);
    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(0);
    const answer = await served.get('/v2/models/s/stats');
    const [{ execution_count: runs }] = (await answer.json()).model_stats;
    expect(runs).toBe(6 - busy.length);
    await served.server.close();
  });

  it('loads no more than it may', async () => {
    const served = await serve({ workers: 1, limits: { maxSessionBytes: 300 } });
    const routes = ['identity_float32', 'identity_float64', 'slow'].map(name =>
      route(name, fixture(name)),
    );
    const outcomes = await served.server.apply({ generation: 1, routes });
    const failed = outcomes.filter(({ state }) => state === 'failed');
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(3);
    expect(failed[0].message).toMatch(/doesn't fit: sessions of \d+ bytes are open, and 300/);
    await served.server.close();
  });
});

describe('sessions', () => {
  const sessions = (served: Served) => counted(served, 'mlops_sessions');

  it('are closed when they are not used, and opened again', async () => {
    const served = await serve({ workers: 1, limits: { maxSessionIdleMs: 200 } });
    const identity = fixture('identity_float32');
    await served.server.apply({ generation: 1, routes: [route('m', identity)] });
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 200 && (await sessions(served)) > 0; i++) await sleep(20);
      expect(await sessions(served)).toBe(0);
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => served.post('/v2/models/m/infer', x)),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
      expect(await sessions(served)).toBe(1);
    }
    // The next table has the same artifact.
    await served.server.apply({ generation: 2, routes: [route('other', identity)] });
    expect((await served.post('/v2/models/other/infer', x)).status).toBe(200);
    await served.server.close();
    expect(served.exits).toEqual([]);
  });
});

describe('predictions', () => {
  it('come with what the route keeps of inputs and parameters, for challengers too', async () => {
    const identity = fixture('identity_float32');
    const predictions: any[] = [];
    const served = await serve({
      workers: 1,
      onPredictions: given => void predictions.push(...given),
    });
    const challengers = [{ version: '2', artifactPath: identity, digest: identity }];
    const keptInputs = ['x[1]', 'flight_id', 'carrier', 'x', 'x[7]', '__proto__'];
    await served.server.apply({
      generation: 1,
      routes: [
        route('m', identity, {}, { challengers, loggedRequestsPerSecond: 1_000, keptInputs }),
      ],
    });
    const ask = (parameters: object | undefined, rows = 2) =>
      served.post('/v2/models/m/infer', {
        ...(parameters && { parameters }),
        inputs: [{ name: 'x', datatype: 'FP32', shape: [rows, 2], data: Array(rows * 2).fill(3) }],
      });
    await ask({ flight_id: ['a', { no: 'value' }], carrier: 'AA', other: 'secret' });
    await ask({ flight_id: ['a'], carrier: 'x'.repeat(201) }, 1);
    await ask({ flight_id: ['a', 'b', 'c'] });
    await ask(undefined);
    for (let i = 0; i < 200 && predictions.length < 8; i++) {
      await served.server.flush();
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    const of = (version: string) =>
      predictions.filter(one => one.version === version).map(({ kept }) => kept);
    expect(of('1')).toEqual([
      { 'x[1]': [3, 3], flight_id: ['a', null], carrier: ['AA', 'AA'] },
      { 'x[1]': [3], flight_id: ['a'], carrier: [null] },
      { 'x[1]': [3, 3] },
      { 'x[1]': [3, 3] },
    ]);
    expect(of('2')).toEqual(of('1'));
    await served.server.close();
  });

  it('are handed over one by one, the challengers under the same name', async () => {
    const identity = fixture('identity_float32');
    const predictions: any[] = [];
    const served = await serve({
      workers: 1,
      onPredictions: given => void predictions.push(...given),
    });
    const challengers = [{ version: '2', artifactPath: identity, digest: identity }];
    await served.server.apply({
      generation: 1,
      routes: [
        route('m', identity, {}, { challengers, loggedRequestsPerSecond: 100 }),
        route('quiet', identity),
      ],
    });
    const body = {
      inputs: [{ name: 'x', datatype: 'FP32', shape: [2, 2], data: [1, null, 3, 4] }],
      outputs: [{ name: 'y' }],
    };
    const answer = await served.post('/v2/models/m/infer', body);
    const predictionId = answer.headers.get('x-prediction-id');
    await served.post('/v2/models/quiet/infer', body);
    await served.post('/v2/models/m/infer', {});
    await served.post('/v2/models/m/infer', body, served.server.trialHeaders);
    for (let i = 0; i < 100 && predictions.length < 2; i++) {
      await served.server.flush();
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    const record = (version: string, role: string) => ({
      predictionId,
      deployment: 'm',
      version,
      role,
      time: expect.any(Number),
      latencyMs: expect.any(Number),
      rows: 2,
      columns: { 'y[0]': [1, 3], 'y[1]': [null, 4] },
    });
    expect(predictions).toEqual([record('1', 'champion'), record('2', 'challenger')]);
    await served.server.close();
  });
});
