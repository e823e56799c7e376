// The model server against the least that a Node server can do, all asked by the same client, in turns.
// Client, server and baseline share the machine's cores alike; each server has one thread, except where it says otherwise.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, quick, report } from './figures.mjs';
import { load, startBaseline } from './serving/load.mjs';
import { promoteUnderLoad } from './serving/promote.mjs';
import { uniforms } from './uniforms.mjs';

const require = createRequire(import.meta.url);
const { ModelServer } = require('@mlops-backstage/model-server');
const { buildReferenceProfile } = require('@mlops-backstage/model-profile');

const here = dirname(fileURLToPath(import.meta.url));
const artifactPath = join(here, 'models/breast-cancer.onnx');
const FEATURES = 30;
/** For which each measure is taken, in turns. Short ones, so that what else the machine does meets all of them alike. */
const SECONDS = quick ? 3 : 42;
/** Servers of each kind, where their code is what is measured, and for how long each: some hundredths are to be seen. */
const INSTANCES = quick ? 2 : 5;
const INSTANCE_SECONDS = quick ? 1 : 16;
/**
 * A server's requests cost it less and less for its first hundred thousand. With half of this, and turns of a quarter of a second,
 * servers of the same code differed by two to five per cent; with both as they are here by one to two.
 */
const WARM_UP_SECONDS = quick ? 1 : 6;
/** Of one turn. Turns differ by a fifth, whatever their length: many short ones say more than few long ones. */
const TURN_SECONDS = 0.1;
const TOKEN = 'x'.repeat(43);
const JSON_HEADERS = {
  'content-type': 'application/json',
  authorization: `Bearer ${TOKEN}`,
};

/** Numbers such as features have, the same in each run. */
function makeRows(rows) {
  const data = Float32Array.from({ length: rows * FEATURES }, (_, i) =>
    Math.fround(Math.sin(i) * 40 + 40),
  );
  return { shape: [rows, FEATURES], data };
}

function jsonBody({ shape, data }) {
  const input = {
    name: 'features',
    datatype: 'FP32',
    shape,
    data: Array.from(data, value => Number(value.toFixed(3))),
  };
  return JSON.stringify({ inputs: [input] });
}

function binaryBody({ shape, data }) {
  const text = JSON.stringify({
    inputs: [
      {
        name: 'features',
        datatype: 'FP32',
        shape,
        parameters: { binary_data_size: data.byteLength },
      },
    ],
    parameters: { binary_data_output: true },
  });
  return {
    body: Buffer.concat([Buffer.from(text), Buffer.from(data.buffer)]),
    headers: {
      'content-type': 'application/octet-stream',
      'inference-header-content-length': String(Buffer.byteLength(text)),
    },
  };
}

/** As the portal makes it when the champion was registered with reference data. */
function profileSchema() {
  const { data } = makeRows(5_000);
  const columns = Array.from({ length: FEATURES }, (_, i) => ({
    name: `features[${i}]`,
    role: 'feature',
    kind: 'numeric',
    values: Array.from({ length: 5_000 }, (__, row) => data[row * FEATURES + i]),
  }));
  return buildReferenceProfile(columns).schema;
}

const champion = { version: '1', artifactPath, digest: artifactPath };
const plainRoute = {
  deployment: 'plain',
  revision: 1,
  champion,
  challengers: [],
  allowEventTime: false,
};
const windows = [];

async function startServer(changes, routes) {
  const server = await ModelServer.start({
    host: '127.0.0.1',
    port: 0,
    workers: 1,
    windowSeconds: 3600,
    flushIntervalMs: 5_000,
    limits: {
      maxBodyBytes: 10_000_000,
      maxRows: 10_000,
      maxTensorElements: 1_000_000,
      requestTimeoutMs: 30_000,
      maxEventTimeWindows: 100,
    },
    authentication: 'none',
    onWindows: observed => windows.push(...observed),
    logger: { info() {}, warn: console.warn, error: console.error },
    ...changes,
  });
  await server.admit([
    { id: '1', hash: createHash('sha256').update(TOKEN).digest('hex'), deployment: 'monitored' },
  ]);
  await server.apply({ generation: 1, routes });
  return server;
}

const inferUrl = ({ port }, deployment) => `http://127.0.0.1:${port}/v2/models/${deployment}/infer`;

/**
 * Runs all of them in turns, in an order that is drawn for each round: what else the machine does meets them alike, and so
 * does what the one before left. Answers each one's runs.
 *
 * @param measures - what to do for as many seconds as told
 * @param turnSeconds - of one turn: long enough for a hundred answers
 * @param seconds - of all turns of a measure
 */
async function inTurns(measures, turnSeconds, seconds = SECONDS) {
  const names = Object.keys(measures);
  const runs = Object.fromEntries(names.map(name => [name, []]));
  const uniform = uniforms(1);
  for (let round = 0; round < seconds / turnSeconds; round++) {
    for (const name of shuffled(names, uniform)) runs[name].push(await measures[name](turnSeconds));
  }
  return runs;
}

function shuffled(names, uniform) {
  const left = [...names];
  return names.map(() => left.splice(Math.floor(uniform() * left.length), 1)[0]);
}

const figures = [];
const of = (runs, key) => median(runs.map(run => run[key]));
const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;

const monitored = { ...champion, profileSchema: profileSchema() };
const monitoring = [{ ...plainRoute, deployment: 'monitored', champion: monitored }];
const challenged = { ...plainRoute, challengers: [{ ...champion, version: '2' }] };

// One row in JSON. There are several servers of each kind: what the engine makes of the same code differs by some per cent
// from one to the next.
{
  const body = jsonBody(makeRows(1));
  const ask = (url, seconds) => load(url, { body, headers: JSON_HEADERS, seconds });
  // With all that monitoring does: profiles, and tallies on disk.
  const directory = await mkdtemp(join(tmpdir(), 'bench-tallies-'));
  const servers = [];
  const urls = {};
  for (let i = 0; i < INSTANCES; i++) {
    const open = await startServer({}, [plainRoute]);
    const shadowed = await startServer({}, [challenged]);
    const observed = await startServer({ tallies: { directory, owner: `o${i}` } }, monitoring);
    const guarded = await startServer(
      { authentication: 'tokens', tallies: { directory, owner: `g${i}` } },
      monitoring,
    );
    const plain = inferUrl(open, 'plain');
    const answered = await fetch(plain, { method: 'POST', body, headers: JSON_HEADERS });
    const constant = await startBaseline({ kind: 'constant', answer: await answered.text() });
    urls[`bare ${i}`] = constant.url;
    urls[`plain ${i}`] = plain;
    urls[`monitored ${i}`] = inferUrl(observed, 'monitored');
    urls[`guarded ${i}`] = inferUrl(guarded, 'monitored');
    urls[`challenged ${i}`] = inferUrl(shadowed, 'plain');
    servers.push(constant, open, shadowed, observed, guarded);
  }
  // Until the engine has made of their code what it makes of it.
  for (const url of Object.values(urls)) await ask(url, WARM_UP_SECONDS);
  const runs = await inTurns(
    Object.fromEntries(
      Object.entries(urls).map(([name, url]) => [name, seconds => ask(url, seconds)]),
    ),
    TURN_SECONDS,
    INSTANCE_SECONDS,
  );
  for (const server of servers) await server.close();
  await rm(directory, { recursive: true });
  const ofAll = (kind, key) =>
    mean(Array.from({ length: INSTANCES }, (_, i) => of(runs[`${kind} ${i}`], key)));
  const compare = (what, kind, base, bars) =>
    figures.push({
      what,
      unit: 'requests/s',
      value: ofAll(kind, 'perSecond'),
      baseline: ofAll(base, 'perSecond'),
      ...bars,
    });
  compare('one row, JSON: against a bare server', 'plain', 'bare', { bar: 0.78 });
  compare('the same with token and monitoring', 'guarded', 'bare', { bar: 0.72 });
  compare('monitoring against none', 'monitored', 'plain', { bar: 0.95 });
  compare('a challenger against none', 'challenged', 'plain', {});
  figures.push({
    what: 'one row, JSON: 99th percentile against a bare server',
    unit: 'ms',
    value: ofAll('plain', 'p99'),
    baseline: ofAll('bare', 'p99'),
    most: 2,
  });
}

// A thousand rows.
{
  const open = await startServer({}, [plainRoute]);
  const rows = makeRows(1_000);
  const binary = binaryBody(rows);
  const json = jsonBody(rows);
  const answered = await (
    await fetch(inferUrl(open, 'plain'), { method: 'POST', body: json, headers: JSON_HEADERS })
  ).json();
  const raw = await startBaseline({ kind: 'run', model: artifactPath, rows });
  const parsing = await startBaseline({ kind: 'json', answer: answered });
  const least = await startBaseline({ kind: 'served', model: artifactPath, rows });
  // As it starts by default.
  const everywhere = await startServer({ workers: availableParallelism() }, [plainRoute]);
  const send = (url, request, connections) => seconds =>
    load(url, { ...request, seconds, connections });
  const jsonRequest = { body: json, headers: JSON_HEADERS };
  const runs = await inTurns(
    {
      everywhere: send(inferUrl(everywhere, 'plain'), binary, 16),
      raw: seconds => raw.run(seconds),
      least: send(least.url, binary, 4),
      binary: send(inferUrl(open, 'plain'), binary, 4),
      parsing: send(parsing.url, jsonRequest, 4),
      json: send(inferUrl(open, 'plain'), jsonRequest, 4),
    },
    0.5,
  );
  await open.close();
  await everywhere.close();
  await raw.close();
  await least.close();
  await parsing.close();
  figures.push(
    {
      what: '1,000 rows, binary, a worker a core: against session.run alone',
      unit: 'requests/s',
      value: of(runs.everywhere, 'perSecond'),
      baseline: of(runs.raw, 'perSecond'),
      bar: 0.5,
    },
    {
      what: 'the same with one worker',
      unit: 'requests/s',
      value: of(runs.binary, 'perSecond'),
      baseline: of(runs.raw, 'perSecond'),
    },
    {
      what: 'one worker against the least server that runs it',
      unit: 'requests/s',
      value: of(runs.binary, 'perSecond'),
      baseline: of(runs.least, 'perSecond'),
    },
    {
      what: 'that server against session.run alone',
      unit: 'requests/s',
      value: of(runs.least, 'perSecond'),
      baseline: of(runs.raw, 'perSecond'),
    },
    {
      what: '1,000 rows, JSON: against parse and stringify alone',
      unit: 'requests/s',
      value: of(runs.json, 'perSecond'),
      baseline: of(runs.parsing, 'perSecond'),
      bar: 0.8,
    },
  );
}

// Two workers, of a model that computes for long: the client takes next to nothing of the two cores.
if (availableParallelism() >= 2) {
  const slowPath = join(here, '../packages/model-server/fixtures/slow.onnx');
  const route = {
    ...plainRoute,
    champion: { version: '1', artifactPath: slowPath, digest: slowPath },
  };
  const one = await startServer({}, [route]);
  const two = await startServer({ workers: 2 }, [route]);
  const body = JSON.stringify({
    inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 1], data: [0.001] }],
  });
  const ask = server => seconds =>
    load(inferUrl(server, 'plain'), { body, headers: JSON_HEADERS, seconds, connections: 8 });
  const runs = await inTurns({ one: ask(one), two: ask(two) }, 6);
  await one.close();
  await two.close();
  figures.push({
    what: 'two workers against one, a model of some 50 ms',
    unit: 'requests/s',
    value: of(runs.two, 'perSecond'),
    baseline: of(runs.one, 'perSecond'),
    bar: 1.7,
  });
}

figures.push(
  ...(await promoteUnderLoad({
    startServer,
    route: plainRoute,
    body: jsonBody(makeRows(1)),
    headers: JSON_HEADERS,
    promotions: quick ? 20 : 100,
  })),
);
await report('serving', figures);
