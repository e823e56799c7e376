// One flight in JSON, asked of the model server, against a bare Node server that reads the body and answers a constant:
// as it is, monitored, with a token to check, and with a challenger that gets copies.
// Server and client share the machine's cores, in both cases alike.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { inferRequest } from '../scripts/demo/traffic.mjs';
import { median, quick, report } from './figures.mjs';

const require = createRequire(import.meta.url);
const { ModelServer, readSignature } = require('@mlops-backstage/model-server');
const { buildReferenceProfile } = require('@mlops-backstage/model-profile');

const flights = join(dirname(dirname(fileURLToPath(import.meta.url))), 'examples/flights');
const ROUNDS = quick ? 3 : 5;
const SECONDS = quick ? 3 : 10;

const artifactPath = join(flights, 'flight-delay-risk/1/model.onnx');
const signature = await readSignature(artifactPath);
const readRows = async file =>
  parquetReadObjects({ file: await asyncBufferFromFile(join(flights, file)) });
const [flight] = await readRows('traffic.parquet');
const { parameters, ...request } = inferRequest(signature, [flight]);
const body = JSON.stringify(request);

const reference = await readRows('flight-delay-risk/1/reference.parquet');
const { schema } = buildReferenceProfile(
  signature.inputs.map(({ name, datatype }) => ({
    name,
    role: 'feature',
    kind: datatype === 'BYTES' ? 'categorical' : 'numeric',
    values: reference.map(row => row[name]),
  })),
);

const champion = { version: '1', artifactPath, digest: artifactPath };
const route = { revision: 1, champion, challengers: [], allowEventTime: false };
const windows = [];
const server = await start('none', [
  { ...route, deployment: 'plain' },
  { ...route, deployment: 'monitored', champion: { ...champion, profileSchema: schema } },
  { ...route, deployment: 'challenged', challengers: [{ ...champion, version: '2' }] },
]);
const token = 'x'.repeat(43);
const guarded = await start('tokens', [{ ...route, deployment: 'plain' }]);
await guarded.admit([
  { id: '1', hash: createHash('sha256').update(token).digest('hex'), deployment: 'plain' },
]);

async function start(authentication, routes) {
  const started = await ModelServer.start({
    host: '127.0.0.1',
    port: 0,
    workers: 1,
    windowSeconds: 3600,
    flushIntervalMs: 5_000,
    limits: {
      maxBodyBytes: 1_000_000,
      maxRows: 1_000,
      maxTensorElements: 100_000,
      requestTimeoutMs: 30_000,
      maxEventTimeWindows: 100,
    },
    authentication,
    onWindows: observed => windows.push(...observed),
    logger: { info() {}, warn: console.warn, error: console.error },
  });
  await started.apply({ generation: 1, routes });
  return started;
}

const answer = await (
  await fetch(url(server, 'plain'), { method: 'POST', body, headers: json() })
).text();
const bare = createServer((incoming, outgoing) => {
  incoming
    .on('data', () => {})
    .on('end', () => {
      outgoing.writeHead(200, {
        'content-type': 'application/json',
        'content-length': answer.length,
      });
      outgoing.end(answer);
    });
}).listen(0, '127.0.0.1');
await once(bare, 'listening');

function json() {
  return { 'content-type': 'application/json', authorization: `Bearer ${token}` };
}

function url({ port }, deployment) {
  return `http://127.0.0.1:${port}/v2/models/${deployment}/infer`;
}

async function load(target) {
  const result = await autocannon({
    url: target,
    method: 'POST',
    body,
    headers: json(),
    connections: 16,
    duration: SECONDS,
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${result.non2xx} refusals and ${result.errors} errors at ${target}`);
  }
  return { perSecond: result.requests.average, p99: result.latency.p99 };
}

const runs = { bare: [], plain: [], monitored: [], guarded: [], challenged: [] };
for (let round = 0; round < ROUNDS; round++) {
  runs.bare.push(await load(`http://127.0.0.1:${bare.address().port}/`));
  runs.plain.push(await load(url(server, 'plain')));
  runs.monitored.push(await load(url(server, 'monitored')));
  runs.guarded.push(await load(url(guarded, 'plain')));
  runs.challenged.push(await load(url(server, 'challenged')));
}
bare.close();
await server.close();
await guarded.close();

const figure = (what, run, base) => ({
  what,
  unit: 'requests/s',
  value: median(runs[run].map(one => one.perSecond)),
  baseline: median(runs[base].map(one => one.perSecond)),
});
const copies = role =>
  windows
    .filter(window => window.deployment === 'challenged' && window.role === role)
    .reduce((sum, window) => sum + window.requests, 0);
await report('serving', [
  figure('one row, JSON, 1 worker, against a bare server', 'plain', 'bare'),
  figure('the same, monitored', 'monitored', 'bare'),
  figure('monitored against not monitored', 'monitored', 'plain'),
  figure('with an endpoint token against without', 'guarded', 'plain'),
  figure('with a challenger against without', 'challenged', 'plain'),
  {
    what: 'copies run, of the requests of that',
    unit: 'requests',
    value: copies('challenger'),
    baseline: copies('champion'),
  },
]);
