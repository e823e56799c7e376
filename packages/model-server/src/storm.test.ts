import { Agent, request } from 'node:http';
import { connect, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fixture, route, serve, Served } from './testing/serve';

// STORM_SECONDS=60 STORM_CONNECTIONS=1000 is the whole storm; the default is a gust of it.
const SECONDS = Number(process.env.STORM_SECONDS ?? 6);
const CONNECTIONS = Number(process.env.STORM_CONNECTIONS ?? 200);
const WORKERS = 3;
const TIMEOUT_MS = 2_000;
const WARM_UP_SECONDS = SECONDS;
/** The client is in the same process, and allocators give back little of what they had. */
const MOST_GROWTH = 1.3;

jest.setTimeout(60_000 + SECONDS * 4_000);

const PATH = '/v2/models/m/infer';
const BODY = JSON.stringify({
  inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 2], data: [1, 2] }],
});
const HEAD = `POST ${PATH} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`;
const REQUEST = `${HEAD}content-length: ${BODY.length}\r\n\r\n${BODY}`;

let served: Served;

beforeAll(async () => {
  served = await serve({ workers: WORKERS, limits: { requestTimeoutMs: TIMEOUT_MS } });
  await served.server.apply({ generation: 1, routes: [route('m', fixture('identity_float32'))] });
});

afterAll(() => served.server.close());

/** The status of an answer that came whole; 'lost' when the connection ended before, 'refused' when there was none. */
function ask(agent: Agent): Promise<number | 'lost' | 'refused'> {
  return new Promise(resolve => {
    const outgoing = request(
      served.url(PATH),
      { agent, method: 'POST', headers: { 'content-type': 'application/json' } },
      incoming => {
        let text = '';
        incoming.on('data', chunk => {
          text += chunk;
        });
        incoming.on('end', () => {
          const right = text.includes('"data":[1,2]');
          resolve(incoming.statusCode === 200 && !right ? 'lost' : incoming.statusCode!);
        });
        incoming.on('error', () => resolve('lost'));
      },
    );
    outgoing.on('error', error => {
      const refused = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
      resolve(refused ? 'refused' : 'lost');
    });
    outgoing.end(BODY);
  });
}

/** Everything that comes on a connection until its other end closes. */
function exchange(send: (socket: Socket) => Promise<void> | void): Promise<string> {
  return new Promise(resolve => {
    let text = '';
    const socket = connect({
      port: served.server.port,
      host: '127.0.0.1',
      allowHalfOpen: true,
    });
    socket.on('data', chunk => {
      text += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
    socket.on('end', () => socket.end());
    socket.on('connect', () => void send(socket));
  });
}

const status = (text: string) => /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];

describe('a client', () => {
  it('that has said all and closed its half of the connection is answered', async () => {
    const text = await exchange(socket => void socket.end(REQUEST));
    expect(status(text)).toBe('200');
    expect(text).toContain('"data":[1,2]');
  });

  it('that sends slowly is let go of when its time is over', async () => {
    const began = performance.now();
    const text = await exchange(async socket => {
      for (const letter of REQUEST.slice(0, -1)) {
        if (!socket.writable) return;
        socket.write(letter);
        await sleep(50);
      }
    });
    expect(status(text)).toBe('408');
    expect(performance.now() - began).toBeLessThan(TIMEOUT_MS * 5);
  });

  it('with headers that are too large is told so', async () => {
    const text = await exchange(socket => void socket.write(`${HEAD}x: ${'y'.repeat(20_000)}\r\n`));
    expect(status(text)).toBe('431');
  });
});

describe('a storm', () => {
  const settle = async () => {
    for (let i = 0; i < 5; i++) {
      await sleep(200);
      globalThis.gc?.();
    }
  };
  const kill = () => {
    const [thread] = (served.server as any).pool.workers;
    thread?.worker.postMessage(null);
  };

  /** Answers, by their status, of clients that come again and again beside nuisances, while workers crash. */
  async function storm(seconds: number): Promise<Record<string, number>> {
    const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
    const counts: Record<string, number> = {};
    const until = Date.now() + seconds * 1000;
    const client = async () => {
      while (Date.now() < until) {
        const outcome = await ask(agent);
        counts[outcome] = (counts[outcome] ?? 0) + 1;
        // Somebody who was cut off comes again.
        await sleep(outcome === 200 ? 20 : 50);
      }
    };
    const nuisance = async () => {
      while (Date.now() < until) {
        await exchange(async socket => {
          socket.write(REQUEST.slice(0, 40));
          await sleep(100);
          socket.destroy();
        });
        await exchange(socket => void socket.write(`${HEAD}x: ${'y'.repeat(20_000)}\r\n`));
      }
    };
    const killer = async () => {
      while (Date.now() < until) {
        await sleep(1000);
        kill();
      }
    };
    await Promise.all([
      ...Array.from({ length: CONNECTIONS }, client),
      ...Array.from({ length: 20 }, nuisance),
      killer(),
    ]);
    agent.destroy();
    return counts;
  }

  /** Waits until all workers are there and have come to rest; the bytes that the process then has. */
  async function calm(): Promise<number> {
    const { pool } = served.server as any;
    for (let i = 0; i < 200 && pool.size < WORKERS; i++) await sleep(50);
    await settle();
    return process.memoryUsage.rss();
  }

  let before: number;

  it('of connections and crashes loses no answer but those of the worker that crashed', async () => {
    // What a process takes once, such as the buffers of so many connections, it keeps.
    await storm(WARM_UP_SECONDS);
    before = await calm();
    const earlier = served.exits.length;
    const counts = await storm(SECONDS);
    // Right answers, and connections that ended with a worker or found none. One connection has one request at a time.
    const known = ['200', 'lost', 'refused'];
    expect(Object.keys(counts).filter(key => !known.includes(key))).toEqual([]);
    expect(counts['200']).toBeGreaterThan(CONNECTIONS);
    const crashes = served.exits.length - earlier;
    expect(crashes).toBeGreaterThan(SECONDS / 2);
    expect(counts.lost ?? 0).toBeLessThanOrEqual(crashes * CONNECTIONS);
  });

  it('leaves the memory about where it was', async () => {
    const after = await calm();
    const megabytes = [before, after].map(bytes => Math.round(bytes / 1e6)).join(' and ');
    process.stderr.write(`storm.test.ts: ${megabytes} MB before and after\n`);
    expect(after).toBeLessThan(before * MOST_GROWTH);
  });

  it('leaves all workers there, and nothing under way', async () => {
    await calm();
    expect((served.server as any).pool.size).toBe(WORKERS);
    const text = await served.server.metrics.text();
    expect(text).toMatch(/^mlops_requests_under_way 0$/m);
    expect(text).toMatch(new RegExp(`^mlops_sessions ${WORKERS}$`, 'm'));
    const agent = new Agent();
    expect(await Promise.all(Array.from({ length: 20 }, () => ask(agent)))).toEqual(
      Array(20).fill(200),
    );
  });
});
