import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo, connect, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { ProtocolError } from '../protocol/ProtocolError';
import { Exchange } from './Exchange';
import { Listener } from './Listener';
import { NodeExchange } from './node/NodeExchange';
import { PlainExchange } from './plain/PlainExchange';

const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 1e9);
const RUNS = Number(process.env.FUZZ_RUNS ?? 300);
const REQUEST_MS = 1_000;

jest.setTimeout(60_000 + RUNS * 100);

/** What a handler was asked, and got. */
interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: unknown;
  /** Absent when it never came whole. */
  body?: string;
}

type Handler = (exchange: Exchange) => void;

/** Reads the body and answers with what it got. */
async function echo(exchange: Exchange, seen: Seen[] = []): Promise<void> {
  const { method, url, headers } = exchange;
  const one: Seen = { method, url, headers };
  seen.push(one);
  try {
    one.body = (await exchange.readBody(1_000_000, 0)).toString('latin1');
    exchange.answer(200, 'application/json', [], JSON.stringify(one));
  } catch (error) {
    const { status = 500, message } = error as ProtocolError;
    if (!exchange.isGone) exchange.answer(status, 'text/plain', [], message);
  }
}

const echoing: Handler = exchange => void echo(exchange);

const closers: Array<() => Promise<void>> = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A listener, and how many exchanges went which way. */
async function listen(handle: Handler = echoing) {
  const ways = { plain: 0, node: 0 };
  const listener = new Listener(REQUEST_MS, exchange => {
    if (exchange instanceof PlainExchange) ways.plain++;
    else ways.node++;
    handle(exchange);
  });
  const port = await listener.listen({ port: 0, host: '127.0.0.1' });
  closers.push(() => listener.close(0));
  return { listener, port, ways };
}

/** Node's own server with the same handler. */
async function listenWithNode(handle: Handler = echoing): Promise<number> {
  const server = createServer({ requestTimeout: REQUEST_MS });
  const onRequest = (request: IncomingMessage, response: ServerResponse) =>
    handle(new NodeExchange(request, response));
  server.on('request', onRequest);
  server.on('checkContinue', onRequest);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

interface Connection {
  readonly socket: Socket;
  /** What has come. */
  text(): string;
  /** Waits until it is so, or the connection has ended. */
  until(condition: (text: string) => boolean): Promise<string>;
  /** Waits for the end. */
  ended(): Promise<string>;
}

async function open(port: number): Promise<Connection> {
  let text = '';
  let isOver = false;
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
  socket.on('data', chunk => {
    text += chunk.toString('latin1');
  });
  socket.on('error', () => {});
  socket.on('end', () => socket.end());
  socket.on('close', () => {
    isOver = true;
  });
  await new Promise(resolve => {
    socket.once('connect', resolve);
  });
  const until = async (condition: (text: string) => boolean) => {
    const latest = Date.now() + 10_000;
    while (!condition(text) && !isOver) {
      if (Date.now() > latest) throw new Error(`It never came; what came is ${text}`);
      await sleep(1);
    }
    return text;
  };
  return { socket, text: () => text, until, ended: () => until(() => false) };
}

const post = (body: string, more = '') =>
  `POST /v2/models/m/infer HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n${more}\r\n${body}`;

const answers = (text: string) => text.split('HTTP/1.1 ').slice(1);
const statuses = (text: string) => answers(text).map(one => one.slice(0, 3));
const bodyOf = (one: string): Seen => JSON.parse(one.slice(one.indexOf('\r\n\r\n') + 4));

describe('a connection of plain requests', () => {
  it('is answered in turn, wherever the bytes are cut', async () => {
    const { port, ways } = await listen();
    const bytes = post('first') + post('') + post('third');
    for (let cut = 1; cut < bytes.length; cut += 3) {
      const connection = await open(port);
      connection.socket.write(bytes.slice(0, cut), 'latin1');
      await sleep(1);
      connection.socket.write(bytes.slice(cut), 'latin1');
      const text = await connection.until(one => answers(one).length === 3 && one.endsWith('}'));
      expect(answers(text).map(one => bodyOf(one).body)).toEqual(['first', '', 'third']);
      connection.socket.destroy();
    }
    // Those with a head that was cut went on with Node.
    expect(ways.plain).toBeGreaterThan(50);
    expect(ways.node).toBeGreaterThan(50);
  });

  it('goes on with Node when another request comes, and loses none', async () => {
    const { port, ways } = await listen();
    const connection = await open(port);
    const chunked =
      'POST /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nxyz\r\n0\r\n\r\n';
    connection.socket.write(post('a') + chunked + post('c'));
    const text = await connection.until(one => answers(one).length === 3 && one.endsWith('}'));
    expect(answers(text).map(one => bodyOf(one).body)).toEqual(['a', 'xyz', 'c']);
    expect(ways).toEqual({ plain: 1, node: 2 });
    connection.socket.destroy();
  });

  it('says what Node says in its answers', async () => {
    const [{ port }, reference] = [await listen(), await listenWithNode()];
    const [ours, theirs] = await Promise.all(
      [port, reference].map(async one => {
        const connection = await open(one);
        connection.socket.write(post('a'));
        const text = await connection.until(got => got.endsWith('}'));
        connection.socket.destroy();
        const [head] = text.split('\r\n\r\n');
        return head
          .toLowerCase()
          .replace(/date: .* gmt/, 'date: then')
          .replace(/timeout=\d+/, 'timeout=n')
          .split('\r\n');
      }),
    );
    expect(ours).toEqual(theirs);
  });

  it('takes the next request after one that was refused before its body came', async () => {
    const { port } = await listen(exchange => {
      if (exchange.url === '/no') exchange.answer(403, 'text/plain', [], 'no');
      else echoing(exchange);
    });
    const connection = await open(port);
    connection.socket.write('POST /no HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nabc');
    await connection.until(text => text.endsWith('no'));
    connection.socket.write('z'.repeat(99_997) + post('next'));
    const text = await connection.until(one => one.endsWith('}'));
    expect(statuses(text)).toEqual(['403', '200']);
    expect(bodyOf(answers(text)[1]).body).toBe('next');
    connection.socket.destroy();
  });

  it('refuses a body that is too large, and reads the next request', async () => {
    const { port } = await listen();
    const connection = await open(port);
    connection.socket.write(post('y'.repeat(1_000_001)));
    await connection.until(text => statuses(text)[0] === '413');
    connection.socket.write(post('next'));
    const text = await connection.until(one => one.endsWith('}'));
    expect(statuses(text)).toEqual(['413', '200']);
    connection.socket.destroy();
  });

  it('gives a large body in one piece, laid out for what is in it', async () => {
    let body: Buffer | undefined;
    const { port } = await listen(async exchange => {
      body = await exchange.readBody(1_000_000, 5);
      exchange.answer(200, 'text/plain', [], 'ok');
    });
    const sent = Array.from({ length: 300_000 }, (_, i) => String.fromCharCode(i % 251)).join('');
    const connection = await open(port);
    connection.socket.write(post(sent), 'latin1');
    await connection.until(text => text.endsWith('ok'));
    expect(body!.toString('latin1')).toBe(sent);
    expect((body!.byteOffset + 5) % 8).toBe(0);
    connection.socket.destroy();
  });

  it('answers with bytes and with text of any language', async () => {
    const bodies = [Buffer.from([0, 255, 1]), 'prêt', '日本', 'ascii'];
    let next = 0;
    const { port } = await listen(exchange =>
      exchange.answer(200, 'text/plain', ['x-one', '1'], bodies[next++]),
    );
    for (const body of bodies) {
      const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'a' });
      expect(answer.headers.get('x-one')).toBe('1');
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(body));
    }
  });

  it('is answered when its client has closed its half, and ends then', async () => {
    const { port } = await listen();
    const connection = await open(port);
    connection.socket.end(post('a') + post('b'));
    const text = await connection.ended();
    expect(answers(text).map(one => bodyOf(one).body)).toEqual(['a', 'b']);
  });

  it('ends with 408 when a body takes too long to come', async () => {
    const { port } = await listen();
    const connection = await open(port);
    connection.socket.write(post('abc').slice(0, -1));
    const text = await connection.ended();
    expect(statuses(text)).toEqual(['408']);
  });

  it('ends when nothing comes, and loses nobody who waits for an answer', async () => {
    const { port } = await listen(async exchange => {
      await sleep(REQUEST_MS * 3);
      echoing(exchange);
    });
    const [silent, waiting] = [await open(port), await open(port)];
    waiting.socket.write(post('a'));
    expect(await silent.ended()).toBe('');
    expect(bodyOf(answers(await waiting.until(text => text.endsWith('}')))[0]).body).toBe('a');
    waiting.socket.destroy();
  });

  it('tells of a client that went away while its body came, or before its answer', async () => {
    const lost: unknown[] = [];
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    let closed = 0;
    const { port } = await listen(async exchange => {
      exchange.onceClosed(() => closed++);
      await Promise.resolve(exchange.readBody(1000, 0)).catch(error => lost.push(error.name));
      await held;
      lost.push(exchange.isGone);
    });
    const [early, late] = [await open(port), await open(port)];
    early.socket.write(post('abc').slice(0, -1));
    late.socket.write(post('abc'));
    await sleep(50);
    early.socket.resetAndDestroy();
    late.socket.resetAndDestroy();
    await sleep(50);
    expect(lost).toEqual(['ClientGoneError']);
    expect(closed).toBe(2);
    release();
    await sleep(10);
    expect(lost).toEqual(['ClientGoneError', true, true]);
  });

  it('takes no further request while nobody reads its answers', async () => {
    let taken = 0;
    const { port } = await listen(exchange => {
      taken++;
      exchange.answer(200, 'text/plain', [], 'x'.repeat(20_000_000));
    });
    const connection = await open(port);
    connection.socket.pause();
    connection.socket.write(post('a').repeat(50));
    await sleep(300);
    expect(taken).toBe(1);
    connection.socket.destroy();
  });
});

describe('closing', () => {
  it('ends connections at rest at once, and others with their answer', async () => {
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    const { port, listener } = await listen(async exchange => {
      await held;
      echoing(exchange);
    });
    const [idle, busy, halfSent] = [await open(port), await open(port), await open(port)];
    busy.socket.write(post('a'));
    halfSent.socket.write(post('abc').slice(0, -1));
    await sleep(50);
    const closing = listener.close(10_000);
    await idle.ended();
    halfSent.socket.write('c');
    release();
    for (const [connection, body] of [
      [busy, 'a'],
      [halfSent, 'abc'],
    ] as const) {
      const [answer] = answers(await connection.ended());
      expect(answer.toLowerCase()).toContain('\r\nconnection: close\r\n');
      expect(bodyOf(answer).body).toBe(body);
    }
    await closing;
  });

  it('ends connections without an answer when there is no more time', async () => {
    const { port, listener } = await listen(() => {});
    const connection = await open(port);
    connection.socket.write(post('a'));
    await sleep(50);
    await listener.close(50);
    expect(await connection.ended()).toBe('');
  });
});

describe("beside Node's own server", () => {
  const token = fc.constantFrom(
    'Host',
    'X-A',
    'x-b',
    'Accept',
    'Content-Type',
    'constructor',
    'Connection',
  );
  const value = fc.oneof(
    fc.constantFrom(
      'x',
      'keep-alive',
      'close',
      'a, b',
      '"q; r"',
      '',
      ' ',
      ' padded ',
      '\t',
      'é',
      '\u0000',
      '\u007f',
    ),
    fc.string({ maxLength: 8 }),
  );
  const header = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(token, value).map(([name, text]) => `${name}: ${text}`) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        'Transfer-Encoding: chunked',
        'Transfer-Encoding : chunked',
        'Content-Length: 3',
        'Content-Length: 3, 3',
        'Content-Length: +3',
        'content-length:03',
        'Content-Length : 3',
        'Expect: 100-continue',
        'Upgrade: websocket',
        ' folded: y',
        'a\rb: c',
        'a: b\nc: d',
        'no colon',
        ': no name',
        'TE: trailers',
      ),
    },
  );
  const usual = fc.constantFrom('Host: x', 'Host:x');
  const requestLine = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('POST /a HTTP/1.1', 'POST /a%20b?c=d#e HTTP/1.1') },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        'GET /a HTTP/1.1',
        'POST /a HTTP/1.0',
        'POST  /a HTTP/1.1',
        'POST /a b HTTP/1.1',
        'post /a HTTP/1.1',
        'POST a HTTP/1.1',
        'POST http://h/a HTTP/1.1',
        'POST /é HTTP/1.1',
        '\r\nPOST /a HTTP/1.1',
        'POST /a HTTP/1.1 ',
      ),
    },
  );
  const request = fc
    .record({
      line: requestLine,
      usual: fc.oneof({ weight: 9, arbitrary: usual.map(one => [one]) }, fc.constant<string[]>([])),
      more: fc.array(header, { maxLength: 3 }),
      body: fc.oneof(fc.constant('abc'), fc.constant(''), fc.string({ maxLength: 20 })),
      // Without, none can go the plain way.
      says: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
      lineEnd: fc.oneof({ weight: 9, arbitrary: fc.constant('\r\n') }, fc.constant('\n')),
    })
    .map(({ line, usual: one, more, body, says, lineEnd }) => {
      const length = Buffer.byteLength(body, 'latin1');
      const lines = [line, ...one, ...more, ...(says ? [`Content-Length: ${length}`] : [])];
      return `${lines.join(lineEnd)}${lineEnd}${lineEnd}${body}`;
    });

  /** Sends bytes in pieces, and waits for the end. @returns the status of the last answer */
  async function send(
    port: number,
    bytes: Buffer,
    cuts: readonly number[],
  ): Promise<string | undefined> {
    const connection = await open(port);
    let from = 0;
    for (const cut of cuts) {
      connection.socket.write(bytes.subarray(from, cut));
      from = cut;
      await new Promise(resolve => {
        setImmediate(resolve);
      });
    }
    connection.socket.end(bytes.subarray(from));
    return statuses(await connection.ended()).at(-1);
  }

  it('understands the same requests in whatever is sent', async () => {
    process.stderr.write(`Listener.test.ts: FUZZ_SEED=${SEED}\n`);
    const [ours, theirs]: [Seen[], Seen[]] = [[], []];
    const { port, ways } = await listen(exchange => void echo(exchange, ours));
    const reference = await listenWithNode(exchange => void echo(exchange, theirs));
    await fc.assert(
      fc.asyncProperty(
        fc.array(request, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat({ max: 200 }), { maxLength: 2 }),
        async (requests, places) => {
          const bytes = Buffer.from(requests.join(''), 'latin1');
          const cuts = places.map(place => Math.min(place, bytes.length)).sort((x, y) => x - y);
          const compare = async () => {
            const statusOfOurs = await send(port, bytes, cuts);
            const statusOfTheirs = await send(reference, bytes, cuts);
            const [seen, expected] = [ours.splice(0), theirs.splice(0)];
            // When what comes after a request is wrong, Node may say so in place of its answer, and not read its body.
            const both = (i: number) =>
              seen[i]?.body !== undefined && expected[i]?.body !== undefined;
            const known = (all: readonly Seen[]) =>
              all.map(({ body, ...head }, i) => (both(i) ? { body, ...head } : head));
            return [
              { requests: known(seen), answered: statusOfOurs !== undefined },
              { requests: known(expected), answered: statusOfTheirs !== undefined },
            ];
          };
          // Whether Node takes a request behind one that the connection is to end with depends on when it comes.
          let [found, right] = await compare();
          for (let i = 0; i < 2 && JSON.stringify(found) !== JSON.stringify(right); i++) {
            process.stderr.write(
              `Listener.test.ts: once more, ${JSON.stringify({ requests, cuts, found, right })}\n`,
            );
            [found, right] = await compare();
          }
          expect(found).toEqual(right);
        },
      ),
      { seed: SEED, numRuns: RUNS },
    );
    expect(ways.plain).toBeGreaterThan(RUNS / 10);
    expect(ways.node).toBeGreaterThan(RUNS / 10);
  });
});
