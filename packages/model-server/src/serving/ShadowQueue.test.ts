import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Dispatcher } from '../http/Dispatcher';
import { Listener } from '../http/Listener';
import { WindowObserver } from '../observation/WindowObserver';
import { Tensor } from '../protocol/Datatype';
import { ModelCache } from '../runtime/ModelCache';
import { RunRequest } from '../runtime/BatchRunner';
import { LoadedModel } from '../runtime/LoadedModel';
import { StatisticsLedger } from '../statistics/StatisticsLedger';
import { TraceLog } from '../telemetry/TraceLog';
import { WorkerLoad } from '../telemetry/WorkerLoad';
import { DeploymentTable } from './DeploymentTable';
import { InferenceHandler } from './InferenceHandler';
import { PredictionLog } from './PredictionLog';
import { ShadowQueue } from './ShadowQueue';

// Workers start slowly where others compute.
jest.setTimeout(60_000);

// What happens in which order inside a worker can be seen in this thread only, where ONNX Runtime must not run. So the
// listener, the handler and the queue are the real ones, and the models tell when they are run.

const signature = {
  inputs: [{ name: 'x', datatype: 'BYTES', shape: [-1] }],
  outputs: [{ name: 'y', datatype: 'BYTES', shape: [-1] }],
} as const;

interface Model {
  run(inputs: ReadonlyMap<string, Tensor>): Promise<Tensor> | Tensor;
  held: number;
}

function loaded(model: Model): LoadedModel {
  const run: LoadedModel['run'] = async collect => new Map([['y', await model.run(collect())]]);
  return {
    signature,
    tensorOutputs: ['y'],
    hold() {
      model.held++;
      return this;
    },
    letGo() {
      model.held--;
    },
    run,
    score: async ({ inputs, outputs }: RunRequest) => {
      const started = performance.now();
      return { outputs: await run(() => inputs, outputs), started, ended: performance.now() };
    },
  } as unknown as LoadedModel;
}

const echo = (inputs: ReadonlyMap<string, Tensor>) => inputs.get('x')!;

/** A worker's parts with models of our own: the first one is the champion, the others challenge it. */
async function start(models: Record<string, Model['run']>, maxShadowRequests = 100) {
  const limits = {
    maxBodyBytes: 1e8,
    maxRows: 100,
    maxTensorElements: 100,
    requestTimeoutMs: 10_000,
    maxEventTimeWindows: 10,
    maxShadowRequests,
    maxShadowBytes: 1e8,
    maxConcurrentRequests: 1000,
    maxQueueMs: 10_000,
    maxBatchRows: 1,
    maxBatchDelayMs: 0,
    maxSessionBytes: Infinity,
    maxSessionIdleMs: Infinity,
    maxReplicatedBytes: Infinity,
    largeModelCopies: 1,
  };
  const held: Record<string, Model> = {};
  for (const [name, run] of Object.entries(models)) held[name] = { run, held: 0 };
  const cache = { open: async ({ digest }: { digest: string }) => loaded(held[digest]).hold() };
  const table = new DeploymentTable(0);
  const versions = Object.keys(models).map(name => ({
    version: name,
    artifactPath: name,
    digest: name,
  }));
  const [champion, ...challengers] = versions;
  const route = { deployment: 'm', revision: 1, champion, challengers, allowEventTime: false };
  const statistics = new StatisticsLedger(1).open([route]);
  expect(await table.prepare([route], cache as unknown as ModelCache, statistics)).toMatchObject([
    { state: 'ready' },
  ]);
  table.commit(['m'], []);
  const observer = new WindowObserver(
    3_600_000,
    10,
    () => {},
    () => {},
  );
  const hooks = { onError: jest.fn(), onDrop: jest.fn() };
  const log = new PredictionLog();
  const load = new WorkerLoad(WorkerLoad.allocate(1), 0);
  const shadows = new ShadowQueue(limits, observer, log, load, hooks);
  const onRunError = () => {};
  const traces = new TraceLog();
  const inference = new InferenceHandler({
    limits,
    observer,
    log,
    traces,
    shadows,
    load,
    onRunError,
  });
  const dispatcher = new Dispatcher({ table, inference, load, trialToken: 'x' });
  const listener = new Listener(10_000, (exchange, arrival) => dispatcher.take(exchange, arrival));
  const port = await listener.listen({ port: 0, host: '127.0.0.1' });
  return {
    url: `http://127.0.0.1:${port}/v2/models/m/infer`,
    port,
    table,
    shadows,
    observer,
    hooks,
    held,
    close: () => listener.close(0),
  };
}

const body = (text = 'a') =>
  JSON.stringify({ inputs: [{ name: 'x', datatype: 'BYTES', shape: [1], data: [text] }] });

const headers = { 'content-type': 'application/json' };

/** Asks over a connection of its own. */
function ask(url: string, text?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: 'POST', headers, agent: false }, response => {
      response.resume();
      response.on('end', () => resolve(response.statusCode!));
    });
    request.on('error', reject);
    request.end(body(text));
  });
}

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 30_000;
  while (!condition() && Date.now() < end) await nextTurn();
  expect(condition()).toBe(true);
}

/** A client in a thread of its own, which sets `received` to 1 when it has the whole answer. */
function startClient(url: string, text: string, received: Int32Array): Worker {
  const script = `
    const { workerData: { url, headers, body, received } } = require('node:worker_threads');
    const request = require('node:http').request(url, { method: 'POST', headers }, response => {
      response.resume();
      response.on('end', () => {
        Atomics.store(received, 0, 1);
        Atomics.notify(received, 0);
      });
    });
    request.end(body);
  `;
  const workerData = { url, headers, body: body(text), received };
  return new Worker(script, { eval: true, workerData });
}

it.each([
  ['a short answer', 10],
  ['one that the system takes in many parts', 16_000_000],
])(
  'runs a challenger when the client has %s',
  async (_, length) => {
    const received = new Int32Array(new SharedArrayBuffer(4));
    let outcome: string | undefined;
    const worker = await start({
      champion: echo,
      challenger: inputs => {
        // Blocks this thread, as a model does: whatever wasn't written yet could not get to the client now.
        outcome = Atomics.wait(received, 0, 0, 20_000);
        return echo(inputs);
      },
    });
    const client = startClient(worker.url, 'x'.repeat(length), received);
    await until(() => outcome !== undefined);
    expect(['ok', 'not-equal']).toContain(outcome);
    await client.terminate();
    await worker.close();
  },
  30_000,
);

it('runs one challenger in a turn, and none while an answer is under way', async () => {
  const events: string[] = [];
  let underWay = 0;
  const challenge = (name: string) => (inputs: ReadonlyMap<string, Tensor>) => {
    events.push(`${name} ${underWay}`);
    return echo(inputs);
  };
  const worker = await start({
    champion: async inputs => {
      underWay++;
      for (let i = 0; i < 5; i++) await nextTurn();
      underWay--;
      return echo(inputs);
    },
    b: challenge('b'),
    c: challenge('c'),
  });
  let turn = 0;
  const turns = new Map<number, number>();
  let counting = true;
  const count = async () => {
    for (let seen = 0; counting; turn++) {
      turns.set(turn, events.length - seen);
      seen = events.length;
      await nextTurn();
    }
  };
  const counted = count();
  for (let i = 0; i < 5; i++) {
    await Promise.all(Array.from({ length: 8 }, () => ask(worker.url)));
  }
  await until(() => events.length === 80);
  counting = false;
  await counted;
  // Each request's copies one after the other, none of them beside an answer.
  expect(new Set(events)).toEqual(new Set(['b 0', 'c 0']));
  expect(Math.max(...turns.values())).toBe(1);
  await worker.close();
});

it('gives a copy to all challengers or to none, within its bound', async () => {
  let open = () => {};
  const gate = new Promise<void>(resolve => {
    open = resolve;
  });
  const slow = async (inputs: ReadonlyMap<string, Tensor>) => {
    await gate;
    return echo(inputs);
  };
  const worker = await start({ champion: echo, b: slow, c: slow }, 3);
  for (let i = 0; i < 10; i++) expect(await ask(worker.url)).toBe(200);
  const counts = (role: string) =>
    worker.observer
      .take()
      .filter(window => window.role === role)
      .map(({ version, requests, shadowDropped }) => [version, requests, shadowDropped]);
  expect(counts('challenger')).toEqual([
    ['b', 0, 7],
    ['c', 0, 7],
  ]);
  expect(worker.hooks.onDrop).toHaveBeenCalledTimes(14);
  // Retired meanwhile: its copies finish.
  worker.table.commit([], []);
  expect([worker.held.champion.held, worker.held.b.held, worker.held.c.held]).toEqual([0, 3, 3]);
  open();
  await until(() => worker.held.c.held === 0);
  expect(worker.held.b.held).toBe(0);
  expect(counts('challenger')).toEqual([
    ['b', 3, 0],
    ['c', 3, 0],
  ]);
  await worker.close();
});

it('drops and counts what waits when it is closed, and lets all models go', async () => {
  let open = () => {};
  const gate = new Promise<void>(resolve => {
    open = resolve;
  });
  const slow = async (inputs: ReadonlyMap<string, Tensor>) => {
    await gate;
    return echo(inputs);
  };
  const worker = await start({ champion: echo, b: slow, c: slow });
  for (let i = 0; i < 4; i++) await ask(worker.url);
  let closed = false;
  const closing = worker.shadows.close().then(() => {
    closed = true;
  });
  await nextTurn();
  expect(closed).toBe(false);
  open();
  await closing;
  expect(await ask(worker.url)).toBe(200);
  await until(() => worker.hooks.onDrop.mock.calls.length === 9);
  worker.table.close();
  for (const { held } of Object.values(worker.held)) expect(held).toBe(0);
  const counts = worker.observer
    .take()
    .map(window => [window.version, window.requests, window.shadowDropped]);
  expect(counts.sort()).toEqual([
    ['b', 1, 4],
    ['c', 0, 5],
    ['champion', 5, 0],
  ]);
  await worker.close();
});

it.each([
  ['plain', '', 1],
  // Node takes the second request while the answer to the first waits to be read.
  ['other', 'te: trailers\r\n', 2],
])(
  'keeps no room for answers to %s requests that were never written, since their connection ended',
  async (_, unusual, taken) => {
    let answers = 0;
    const worker = await start({
      champion: inputs => {
        answers++;
        return echo(inputs);
      },
      b: echo,
    });
    const socket = connect(worker.port, '127.0.0.1');
    const text = body('x'.repeat(20_000_000));
    const head = `POST /v2/models/m/infer HTTP/1.1\r\nhost: x\r\n${unusual}content-length: ${text.length}\r\n\r\n`;
    socket.write(`${head}${text}`.repeat(2));
    await until(() => answers === taken);
    expect(worker.held.b.held).toBeGreaterThan(1);
    socket.resetAndDestroy();
    await until(() => worker.held.b.held === 1);
    expect(worker.observer.take()).toMatchObject([
      { role: 'champion', requests: taken },
      { role: 'challenger', requests: taken, shadowDropped: 0 },
    ]);
    await worker.close();
  },
);
