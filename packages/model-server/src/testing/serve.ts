import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ModelServer,
  ModelServerOptions,
  ObservedWindow,
  RoutingTable,
  ServedRoute,
  ServedVersion,
  TokenUse,
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
  tokenUses: TokenUse[];
  log: string[];
  exits: WorkerExit[];
  url(path: string): string;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
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
  const tokenUses: TokenUse[] = [];
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
    authentication: 'none',
    onWindows: observed => void windows.push(...observed),
    onTokenUse: uses => void tokenUses.push(...uses),
    onWorkerExit: exit => void exits.push(exit),
    logger: { info: keep, warn: keep, error: keep },
    ...changes,
  });
  const url = (path: string) => `http://127.0.0.1:${server.port}${path}`;
  return {
    server,
    windows,
    tokenUses,
    log,
    exits,
    url,
    get: (path, headers) => fetch(url(path), { headers }),
    post: (path, body, headers) =>
      fetch(url(path), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

/** A version whose digest is its path. */
export function version(name: string, artifactPath: string): ServedVersion {
  return { version: name, artifactPath, digest: artifactPath };
}

/** A route with version 1 of an artifact as its champion. */
export function route(
  deployment: string,
  artifactPath: string,
  champion: Partial<ServedVersion> = {},
  changes: Partial<ServedRoute> = {},
): ServedRoute {
  return {
    deployment,
    revision: 1,
    champion: { ...version('1', artifactPath), ...champion },
    challengers: [],
    allowEventTime: false,
    ...changes,
  };
}

/** A table of fixtures, each served under its own name. */
export function tableOf(generation: number, ...names: string[]): RoutingTable {
  return { generation, routes: names.map(name => route(name, fixture(name))) };
}

/** A request with rows of one flight, for models of flight-delay-risk. */
export function flight(rows = 1) {
  const column = (name: string, datatype: string, value: unknown) => ({
    name,
    datatype,
    shape: [rows, 1],
    data: Array(rows).fill(value),
  });
  return {
    inputs: [
      column('scheduled_minute', 'INT64', 1000),
      column('day_of_week', 'INT64', 3),
      column('distance', 'FP32', 760),
      column('origin', 'BYTES', 'JFK'),
      column('carrier', 'BYTES', 'B6'),
      column('dest', 'BYTES', 'ORD'),
      ...['temp', 'humid', 'wind_speed', 'precip', 'visib'].map(name => column(name, 'FP32', 10)),
      column('pressure', 'FP32', null),
    ],
  };
}

/** Windows added up. */
export function total(
  windows: readonly ObservedWindow[],
  key: 'requests' | 'rows' | 'errors' | 'shadowDropped',
): number {
  return windows.reduce((sum, window) => sum + window[key], 0);
}

/** What is logged when a worker took the place of a lost one. */
export const REPLACED = 'A worker was replaced';

/** An error that nobody catches, in one of the workers. Empties the log. */
export function crashOne({ server, log }: Served): void {
  log.length = 0;
  const [thread] = (server as any).pool.workers;
  thread.worker.postMessage(null);
}

/** Waits until a new worker is brought to where the others are, before it listens. */
export async function untilReplacing({ server }: Served): Promise<void> {
  const { workers, threads } = (server as any).pool;
  const replacing = () => [...threads].some(thread => !workers.has(thread));
  for (let i = 0; i < 1000 && !replacing(); i++) await sleep(5);
}

export async function untilReplaced({ log }: Served): Promise<void> {
  for (let i = 0; i < 400 && !log.includes(REPLACED); i++) await sleep(50);
}
