// What the clients find: models of the protocol's tests and the flight models on an open server, and one endpoint on a
// server that asks for tokens.
import { createHash, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { ModelServer } = require('@mlops-backstage/model-server');
const {
  OnnxArtifactReader,
} = require('../plugins/mlops-backend/src/artifacts/OnnxArtifactReader.ts');
const {
  describeEndpoint,
} = require('../plugins/mlops-backend/src/deployments/describeEndpoint/describeEndpoint.ts');

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const flights = join(root, 'examples/flights');

/** Fixtures of the model server; one answers what it is given for each datatype. */
const IDENTITIES = ['bool', 'float16', 'float32', 'float64', 'string']
  .concat([8, 16, 32, 64].flatMap(bits => [`int${bits}`, `uint${bits}`]))
  .map(type => `identity_${type}`);
const OTHERS = ['failing_run', 'fixed_batch', 'reciprocal', 'scalar', 'several_inputs', 'zipmap'];

/** Whose OpenAPI texts are tried: between them every form of shape, and the datatypes that are read in different ways. */
const DESCRIBED = [
  'several_inputs',
  'fixed_batch',
  'scalar',
  'zipmap',
  'identity_bool',
  'identity_uint64',
  'identity_float16',
];

/** As of a portal that configures nothing. */
const LIMITS = {
  maxBodyBytes: 16_777_216,
  maxRows: 10_000,
  maxTensorElements: 4_000_000,
  requestTimeoutMs: 30_000,
  maxEventTimeWindows: 500,
};

const version = (name, artifactPath) => ({ version: name, artifactPath, digest: artifactPath });
const route = (deployment, champion, canary) => ({
  deployment,
  revision: 1,
  champion,
  canary,
  challengers: [],
  allowEventTime: false,
});

const risk = ['1', '2'].map(name =>
  version(name, join(flights, 'flight-delay-risk', name, 'model.onnx')),
);
const delay = version('1', join(flights, 'flight-arrival-delay/1/model.onnx'));

/** Of what isn't meant to fail. */
function reportError(message) {
  if (!message.startsWith('failing_run ')) console.error(message);
}

async function start(authentication, routes) {
  const server = await ModelServer.start({
    host: '127.0.0.1',
    port: 0,
    workers: 2,
    windowSeconds: 3600,
    flushIntervalMs: 5_000,
    limits: LIMITS,
    authentication,
    onWindows() {},
    logger: { info() {}, warn: console.warn, error: reportError },
  });
  const outcomes = await server.apply({ generation: 1, routes });
  const failed = outcomes.find(({ state }) => state !== 'ready');
  if (failed) throw new Error(`${failed.deployment} can't be served: ${failed.message}`);
  return server;
}

const reader = new OnnxArtifactReader();

/** The text that the catalog shows of the endpoint of a champion. */
async function textOf(server, { deployment, champion, allowEventTime }, needsToken) {
  const read = await reader.readSignature(champion.artifactPath);
  return describeEndpoint({
    deployment,
    model: deployment,
    version: { version: Number(champion.version), ...read },
    inferUrl: `http://127.0.0.1:${server.port}/v2/models/${deployment}/infer`,
    needsToken,
    takesRoutingKey: true,
    takesEventTime: allowEventTime,
    hasExtensions: true,
  });
}

/** Starts both servers; `description` is what the tests have to know of them. */
export async function startServed() {
  const models = [...IDENTITIES, ...OTHERS].map(name => ({
    ...route(name, version('1', join(root, `packages/model-server/fixtures/${name}.onnx`))),
    allowEventTime: name === 'several_inputs',
  }));
  const routes = [
    ...models,
    route('risk', risk[0], { ...risk[1], weight: 50 }),
    route('delay', delay),
  ];
  const open = await start('none', routes);
  const guardedRoute = route('risk', risk[0]);
  const guarded = await start('tokens', [guardedRoute]);
  const token = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(token).digest('hex');
  await guarded.admit([{ id: '1', hash, deployment: 'risk' }]);
  const texts = await Promise.all(
    DESCRIBED.map(async name => [
      name,
      await textOf(
        open,
        routes.find(({ deployment }) => deployment === name),
        false,
      ),
    ]),
  );
  return {
    description: {
      open: `127.0.0.1:${open.port}`,
      guarded: `127.0.0.1:${guarded.port}`,
      token,
      models: Object.fromEntries(
        routes.map(({ deployment, champion, canary }) => [
          deployment,
          Object.fromEntries(
            [champion, ...(canary ? [canary] : [])].map(one => [one.version, one.artifactPath]),
          ),
        ]),
      ),
      texts: Object.fromEntries(texts),
      guardedText: await textOf(guarded, guardedRoute, true),
    },
    async close() {
      await Promise.all([open.close(), guarded.close()]);
    },
  };
}
