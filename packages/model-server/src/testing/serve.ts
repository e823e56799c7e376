import { join } from 'node:path';
import {
  ModelServer,
  ModelServerOptions,
  ObservedWindow,
  RoutingTable,
  ServedRoute,
  WorkerExit,
} from '../index';

// These files are in the repository only, and so are the tests.
// eslint-disable-next-line no-restricted-syntax
const PACKAGE = join(__dirname, '../..');

export const FLIGHTS = join(PACKAGE, '../../examples/flights');

/** The path of one of the models that fixtures/make_models.py made. */
export function fixture(name: string): string {
  return join(PACKAGE, 'fixtures', `${name}.onnx`);
}

/** A running server, with what it handed over and logged. */
export interface Served {
  server: ModelServer;
  windows: ObservedWindow[];
  log: string[];
  exits: WorkerExit[];
  url(path: string): string;
  get(path: string): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

const LIMITS = {
  maxBodyBytes: 4_000_000,
  maxRows: 10_000,
  maxTensorElements: 100_000,
  requestTimeoutMs: 10_000,
  maxEventTimeWindows: 100,
};

type Changes = Partial<Omit<ModelServerOptions, 'limits'>> & {
  limits?: Partial<ModelServerOptions['limits']>;
};

/** Starts a server that flushes only when told to, on a port of its own. */
export async function serve({ limits, ...changes }: Changes = {}): Promise<Served> {
  const windows: ObservedWindow[] = [];
  const log: string[] = [];
  const exits: WorkerExit[] = [];
  const keep = (message: string) => void log.push(message);
  const server = await ModelServer.start({
    host: '127.0.0.1',
    port: 0,
    workers: 2,
    windowSeconds: 3600,
    flushIntervalMs: 3_600_000,
    limits: { ...LIMITS, ...limits },
    onWindows: observed => void windows.push(...observed),
    onWorkerExit: exit => void exits.push(exit),
    logger: { info: keep, warn: keep, error: keep },
    ...changes,
  });
  const url = (path: string) => `http://127.0.0.1:${server.port}${path}`;
  return {
    server,
    windows,
    log,
    exits,
    url,
    get: path => fetch(url(path)),
    post: (path, body, headers) =>
      fetch(url(path), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

export function route(
  deployment: string,
  artifactPath: string,
  changes: Partial<ServedRoute> = {},
): ServedRoute {
  return {
    deployment,
    artifactPath,
    revision: 1,
    version: '1',
    digest: artifactPath,
    allowEventTime: false,
    ...changes,
  };
}

/** A table of fixtures, each served under its own name. */
export function tableOf(generation: number, ...names: string[]): RoutingTable {
  return { generation, routes: names.map(name => route(name, fixture(name))) };
}
