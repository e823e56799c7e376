import { createHash, randomBytes } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { EndpointToken, ServerClosedError } from './index';
import {
  crashOne,
  fixture,
  REPLACED,
  route,
  serve,
  Served,
  total,
  untilReplaced,
  untilReplacing,
} from './testing/serve';

// Workers start slowly where others compute.
jest.setTimeout(60_000);

const INFER = '/v2/models/risk/infer';
const BODY = JSON.stringify({
  inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 2], data: [1, 2] }],
});

type Headers = Record<string, string>;

interface Issued {
  readonly secret: string;
  readonly token: EndpointToken;
}

function issue(id: string, changes: Partial<EndpointToken> = {}): Issued {
  const secret = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(secret).digest('hex');
  return { secret, token: { id, hash, deployment: 'risk', ...changes } };
}

const bearer = ({ secret }: Issued) => ({ authorization: `Bearer ${secret}` });

const mine = issue('mine');
const second = issue('second');
const others = issue('others', { deployment: 'other' });
const nobodys = issue('nobodys', { deployment: 'nope' });
const expired = issue('expired', { expiresAt: Date.now() - 1 });
const lasting = issue('lasting', { expiresAt: Date.now() + 3_600_000 });

const ROUTES = [
  route('risk', fixture('identity_float32')),
  route('other', fixture('identity_float32')),
];

let served: Served;

beforeAll(async () => {
  served = await serve({ authentication: 'tokens' });
});

beforeEach(async () => {
  await served.server.apply({ generation: 1, routes: ROUTES });
  const issued = [mine, second, others, nobodys, expired, lasting];
  await served.server.admit(issued.map(({ token }) => token));
  await served.server.flush();
  served.windows.length = 0;
  served.tokenUses.length = 0;
});

afterAll(() => served.server.close());

/** Over connections of their own, so that each worker gets some. */
async function askOften(headers: Headers): Promise<number[]> {
  const ask = () => served.post(INFER, BODY, { connection: 'close', ...headers });
  const answers = await Promise.all(Array.from({ length: 20 }, ask));
  return [...new Set(answers.map(answer => answer.status))];
}

describe('who may ask', () => {
  it.each([
    ['a token', bearer(mine), 200],
    ['another token of the deployment', bearer(second), 200],
    ['one that will expire', bearer(lasting), 200],
    ['one in x-api-key', { 'x-api-key': mine.secret }, 200],
    ['none', {}, 401],
    ['a made up one', { authorization: 'Bearer made-up' }, 401],
    ['an expired one', bearer(expired), 401],
    ['one that is too long', { authorization: `Bearer ${'x'.repeat(8_000)}` }, 401],
    ["another deployment's", bearer(others), 403],
    ["one of a deployment that isn't there", bearer(nobodys), 403],
  ])('%s: %#', async (_, headers: Headers, status) => {
    const answers = [
      await served.post(INFER, BODY, headers),
      await served.post('/v2/models/risk/versions/1/infer', BODY, headers),
      await served.get('/v2/models/risk', headers),
      await served.get('/v2/models/risk/ready', headers),
      await served.get('/v2/models/risk/versions/1', headers),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(status);
      const challenge = status === 401 ? 'Bearer' : null;
      expect(answer.headers.get('www-authenticate')).toBe(challenge);
      expect('error' in (await answer.json())).toBe(status >= 400);
    }
  });

  it('leaves what the server says of itself open', async () => {
    for (const path of ['/v2', '/v2/health/live', '/v2/health/ready']) {
      expect((await served.get(path)).status).toBe(200);
    }
  });

  it('does not tell who has no token for it whether a deployment exists', async () => {
    const answersOf = async (deployment: string, headers: Headers) => {
      const answers = [
        await served.post(`/v2/models/${deployment}/infer`, BODY, headers),
        await served.post(`/v2/models/${deployment}/versions/7/infer`, 'no JSON', headers),
        await served.get(`/v2/models/${deployment}`, headers),
      ];
      return Promise.all(
        answers.map(async answer => {
          const { date, ...rest } = Object.fromEntries(answer.headers);
          return [answer.status, rest, await answer.text()];
        }),
      );
    };
    const strangers: Headers[] = [{}, bearer(others), bearer(expired), { 'x-api-key': 'made up' }];
    for (const headers of strangers) {
      expect(await answersOf('absent', headers)).toEqual(await answersOf('risk', headers));
    }
    // Who has one is told.
    expect((await served.get('/v2/models/nope', bearer(nobodys))).status).toBe(404);
    expect((await served.get('/v2/models/risk/versions/7', bearer(mine))).status).toBe(404);
  });

  it('lets trials in, and only those that know the secret', async () => {
    const { trialHeaders } = served.server;
    expect(await askOften({ ...trialHeaders })).toEqual([200]);
    expect((await served.get('/v2/models/risk', { ...trialHeaders })).status).toBe(200);
    const [name] = Object.keys(trialHeaders);
    expect(await askOften({ [name]: 'x'.repeat(trialHeaders[name].length) })).toEqual([401]);
    await served.server.flush();
    expect([served.windows, served.tokenUses]).toEqual([[], []]);
  });

  it('lets nobody in before any token was admitted, and everybody where none is needed', async () => {
    const [closed, open] = [
      await serve({ authentication: 'tokens', workers: 1 }),
      await serve({ authentication: 'none', workers: 1 }),
    ];
    await closed.server.apply({ generation: 1, routes: ROUTES });
    await open.server.apply({ generation: 1, routes: ROUTES });
    await open.server.admit([mine.token]);
    expect((await closed.post(INFER, BODY, bearer(mine))).status).toBe(401);
    expect((await open.post(INFER, BODY)).status).toBe(200);
    await closed.server.close();
    await open.server.close();
    await expect(closed.server.admit([])).rejects.toThrow(ServerClosedError);
  });
});

describe('admit', () => {
  it('refuses a revoked token on every worker when it resolves', async () => {
    for (let round = 0; round < 5; round++) {
      await served.server.admit([mine.token, second.token]);
      expect(await askOften(bearer(mine))).toEqual([200]);
      await served.server.admit([second.token]);
      expect(await askOften(bearer(mine))).toEqual([401]);
      expect(await askOften(bearer(second))).toEqual([200]);
    }
  });

  it('does not wait for a table that is being applied', async () => {
    const events: string[] = [];
    const routes = Array.from({ length: 30 }, (_, i) => ({
      ...ROUTES[0],
      deployment: `d${i}`,
      champion: { ...ROUTES[0].champion, digest: `${i}` },
    }));
    await Promise.all([
      served.server.apply({ generation: 2, routes }).then(() => events.push('applied')),
      served.server.admit([]).then(() => events.push('admitted')),
    ]);
    expect(events).toEqual(['admitted', 'applied']);
  });

  it('counts the last of several calls', async () => {
    const sets = Array.from({ length: 20 }, (_, i) => (i % 2 ? [mine.token] : [second.token]));
    await Promise.all(sets.map(tokens => served.server.admit(tokens)));
    expect(await askOften(bearer(mine))).toEqual([200]);
    expect(await askOften(bearer(second))).toEqual([401]);
  });

  it('holds for a worker that takes the place of a lost one', async () => {
    await served.server.admit([mine.token]);
    crashOne(served);
    await untilReplaced(served);
    expect(await askOften(bearer(mine))).toEqual([200]);
    expect(await askOften(bearer(second))).toEqual([401]);
  });

  it('holds for one that had not begun to listen when it was called', async () => {
    await served.server.admit([mine.token, second.token]);
    crashOne(served);
    await untilReplacing(served);
    await served.server.admit([mine.token]);
    expect(served.log).not.toContain(REPLACED);
    await untilReplaced(served);
    expect(await askOften(bearer(mine))).toEqual([200]);
    expect(await askOften(bearer(second))).toEqual([401]);
  });
});

describe('what is kept of it', () => {
  it('hands over the newest use of each token with what was observed', async () => {
    const before = Date.now();
    for (let i = 0; i < 20; i++) await served.post(INFER, BODY, bearer(mine));
    await served.get('/v2/models/risk', bearer(second));
    const after = Date.now();
    await served.post(INFER, BODY, bearer(others));
    await served.post(INFER, BODY, bearer(expired));
    await served.server.flush();
    const newest = new Map<string, number>();
    for (const { id, at } of served.tokenUses) newest.set(id, Math.max(at, newest.get(id) ?? 0));
    expect([...newest.keys()].sort()).toEqual(['mine', 'second']);
    for (const at of newest.values()) {
      expect(at).toBeGreaterThanOrEqual(before);
      expect(at).toBeLessThanOrEqual(after);
    }
    // One for each token and worker, not one for each request.
    expect(served.tokenUses.length).toBeLessThanOrEqual(4);
    served.tokenUses.length = 0;
    await served.server.flush();
    expect(served.tokenUses).toEqual([]);
  });

  it('hands uses over at intervals and when it closes, and survives a taker that throws', async () => {
    const taken: string[] = [];
    const other = await serve({
      authentication: 'tokens',
      workers: 1,
      flushIntervalMs: 50,
      onTokenUse: uses => {
        taken.push(...uses.map(({ id }) => id));
        throw new Error('no database');
      },
    });
    await other.server.apply({ generation: 1, routes: ROUTES });
    await other.server.admit([mine.token, second.token]);
    await other.get('/v2/models/risk', bearer(mine));
    for (let i = 0; i < 100 && taken.length === 0; i++) await sleep(20);
    expect(taken).toEqual(['mine']);
    await other.get('/v2/models/risk', bearer(second));
    await other.server.close();
    expect(taken).toEqual(['mine', 'second']);
    expect(other.log.join()).toContain('Uses of tokens were not taken: Error: no database');
  });

  it('observes no request that was refused, and logs no token', async () => {
    await served.post(INFER, BODY);
    await served.post(INFER, BODY, bearer(others));
    await served.post(INFER, BODY, bearer(expired));
    await served.post(INFER, BODY, bearer(mine));
    await served.post(INFER, 'no JSON', bearer(mine));
    await served.server.flush();
    expect([total(served.windows, 'requests'), total(served.windows, 'errors')]).toEqual([2, 1]);
    for (const { secret, token } of [mine, others, expired]) {
      expect(served.log.join()).not.toContain(secret);
      expect(served.log.join()).not.toContain(token.hash);
    }
  });
});

describe('bodies that come with a refused request', () => {
  const head = (headers: string) =>
    `POST ${INFER} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${headers}\r\n`;
  const allowed = `authorization: Bearer ${mine.secret}\r\ncontent-length: ${BODY.length}\r\n`;

  /** Sends bytes as they are and answers the status lines that come back until the server hangs up. */
  function statuses(...parts: string[]): Promise<string[]> {
    return new Promise((resolve, reject) => {
      const socket = connect(served.server.port, '127.0.0.1');
      let received = '';
      socket.on('data', chunk => {
        received += chunk;
      });
      socket.on('close', () => resolve(received.match(/HTTP\/1\.1 \d+/g) ?? []));
      socket.on('error', reject);
      for (const part of parts) socket.write(part);
    });
  }

  it('are passed over: the next request of the connection is answered', async () => {
    expect(
      await statuses(
        `${head(`content-length: ${BODY.length}\r\n`)}${BODY}`,
        `${head('transfer-encoding: chunked\r\n')}5\r\nhello\r\n0\r\n\r\n`,
        `${head(allowed)}${BODY}`,
        `${head(`connection: close\r\n${allowed}`)}${BODY}`,
      ),
    ).toEqual(['HTTP/1.1 401', 'HTTP/1.1 401', 'HTTP/1.1 200', 'HTTP/1.1 200']);
  });

  it('are not asked for, and the connection ends, where the client waits to be asked', async () => {
    const expects = `expect: 100-continue\r\ncontent-length: ${BODY.length}\r\n`;
    expect(await statuses(head(expects))).toEqual(['HTTP/1.1 401']);
    const forOther = `authorization: Bearer ${others.secret}\r\n`;
    expect(await statuses(head(`${expects}${forOther}`))).toEqual(['HTTP/1.1 403']);
    // An answer to a body that was asked for leaves the connection as it was.
    expect(
      await statuses(
        `${head(`expect: 100-continue\r\n${allowed}`)}${BODY}`,
        `${head(`connection: close\r\n${allowed}`)}${BODY}`,
      ),
    ).toEqual(['HTTP/1.1 100', 'HTTP/1.1 200', 'HTTP/1.1 200']);
  });

  it('are not waited for', async () => {
    const agent = new Agent();
    const status = await new Promise<number>((resolve, reject) => {
      const upload = httpRequest(served.url(INFER), {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': 100_000_000 },
      });
      upload.on('response', response => {
        resolve(response.statusCode!);
        upload.destroy();
      });
      upload.on('error', reject);
      upload.write(' '.repeat(1000));
    });
    expect(status).toBe(401);
    agent.destroy();
  });

  it('of any length let the client read why', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const upload = httpRequest(served.url(INFER), { method: 'POST' });
      upload.on('response', response => {
        response.resume();
        resolve(response.statusCode!);
      });
      upload.on('error', reject);
      const megabyte = Buffer.alloc(1_000_000, ' ');
      for (let i = 0; i < 50; i++) upload.write(megabyte);
      upload.end();
    });
    expect(status).toBe(401);
  });
});
