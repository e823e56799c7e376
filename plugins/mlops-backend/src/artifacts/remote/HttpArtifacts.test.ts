import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Lookup } from '../../network/guardedLookup';
import { RemoteArtifacts } from './RemoteArtifacts';
import type { AllowedHost } from './RemoteSources';

const SECRET = 'Bearer SECRET';
const LIMITS = { maxBytes: 1000 };
/** Public by its range, in a block that was given back: there is no way to it. */
const NOWHERE = { address: '3ffe::1', family: 6 };
const TIMEOUTS = { connectMs: 1000, headersMs: 1000, idleMs: 300 };

describe('RemoteArtifacts over HTTP', () => {
  const closing: Array<() => Promise<unknown>> = [];

  afterEach(async () => {
    await Promise.all(closing.splice(0).map(close => close()));
  });

  const listening = async (server: Server | ReturnType<typeof createTcpServer>) => {
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    closing.push(
      () =>
        new Promise(resolve => {
          sockets.forEach(socket => socket.destroy());
          server.close(resolve);
        }),
    );
    return { port: (server.address() as AddressInfo).port, sockets };
  };

  /** A server that answers with HTTP, and what it was asked. */
  const serve = async (answer: RequestListener) => {
    const asked: Array<{ url?: string; headers: Record<string, unknown> }> = [];
    const { port, sockets } = await listening(
      createServer((request, response) => {
        asked.push({ url: request.url, headers: request.headers });
        answer(request, response);
      }),
    );
    return { port, sockets, asked };
  };

  /** A server that answers with these bytes and then does what `then` does. */
  const serveBytes = async (bytes: string, then: (socket: Socket) => void = () => {}) =>
    listening(
      createTcpServer(socket => {
        socket.once('data', () => socket.write(bytes, 'latin1', () => then(socket)));
      }),
    );

  /** Every name is this machine, as it is for one who owns a name's DNS. */
  const localhost: Lookup = (_hostname, _options, callback) =>
    callback(null, [{ address: '127.0.0.1', family: 4 }]);

  const remote = (allow: AllowedHost[], lookup: Lookup = localhost) =>
    new RemoteArtifacts(
      { allow: allow.map(entry => ({ schemes: ['http'], ...entry })) },
      { timeouts: TIMEOUTS, lookup },
    );

  const local = (port: number, more: Partial<AllowedHost> = {}) =>
    remote([{ host: `127.0.0.1:${port}`, allowPrivateAddresses: true, ...more }]);

  const read = async (artifacts: RemoteArtifacts, url: string) =>
    text(await artifacts.open(url, LIMITS));

  const refused = async (reading: Promise<unknown>, reason: string) => {
    const error = await reading.then(
      () => undefined,
      thrown => thrown,
    );
    expect(error).toMatchObject({ name: 'InputError' });
    expect(error.message).toContain(reason);
    expect(`${error.message} ${error.cause}`).not.toMatch(/SECRET|(?<!\/)127\.0\.0\.1|internal/);
  };

  it('reads what is allowed, and asks for it as it is', async () => {
    const { port, asked, sockets } = await serve((_, response) => response.end('model'));

    const artifacts = local(port, { headers: { Authorization: SECRET } });

    expect(await read(artifacts, `http://127.0.0.1:${port}/a%20b?signature=c`)).toBe('model');
    expect(asked).toEqual([
      {
        url: '/a%20b?signature=c',
        headers: expect.objectContaining({
          host: `127.0.0.1:${port}`,
          authorization: SECRET,
          'accept-encoding': 'identity',
        }),
      },
    ]);
    await delay(50);
    expect(sockets.size).toBe(0);
  });

  it('reads from a name', async () => {
    const { port } = await serve((_, response) => response.end('model'));
    const artifacts = remote([{ host: `*.models.test:${port}`, allowPrivateAddresses: true }]);
    expect(await read(artifacts, `http://a.MODELS.test.:${port}/`)).toBe('model');
  });

  it('reads with the real resolver', async () => {
    const { port } = await serve((_, response) => response.end('model'));
    const artifacts = new RemoteArtifacts({
      allow: [{ host: `localhost:${port}`, schemes: ['http'], allowPrivateAddresses: true }],
    });
    expect(await read(artifacts, `http://localhost:${port}/`)).toBe('model');
  });

  it('reads chunks, and what has no bytes', async () => {
    const { port } = await serve((request, response) => {
      if (request.url === '/chunks') response.write('mo');
      response.end(request.url === '/chunks' ? 'del' : '');
    });
    expect(await read(local(port), `http://127.0.0.1:${port}/chunks`)).toBe('model');
    expect(await read(local(port), `http://127.0.0.1:${port}/`)).toBe('');
  });

  it('uses no proxy of the environment', async () => {
    const proxy = await serve((_, response) => response.end('proxy'));
    const { port } = await serve((_, response) => response.end('model'));
    const before = { ...process.env };
    process.env.HTTP_PROXY = `http://127.0.0.1:${proxy.port}`;
    process.env.http_proxy = process.env.HTTP_PROXY;
    process.env.NODE_USE_ENV_PROXY = '1';
    try {
      expect(await read(local(port), `http://127.0.0.1:${port}/`)).toBe('model');
    } finally {
      process.env = before;
    }
    expect(proxy.asked).toEqual([]);
  });

  describe('refuses a reference', () => {
    it.each([
      ['file:///etc/passwd', 'allows http:'],
      ['ftp://127.0.0.1/a', 'allows http:'],
      ['https://127.0.0.1/a', 'allows http:'],
      ['s3://bucket/key', 'allows http:'],
      ['data:text/plain,model', 'allows http:'],
      ['model.onnx', 'allows http:'],
      ['', 'allows http:'],
      ['http://other.test/?SECRET', 'may not be read from http://other.test/: no entry'],
      ['http://user:SECRET@127.0.0.1/', 'was given with a user name or password'],
      ['http://127.0.0.1\t/', 'has no control characters'],
      ['http://127.0.0.1/a\nb', 'has no control characters'],
      ['http://127.0.0.1/a b', 'has no blanks'],
      ['http://127.0.0.1\\@other.test/', 'has no blanks'],
      [`http://127.0.0.1/${'a'.repeat(9000)}`, 'at most 8192 characters'],
    ])('like %s', async (reference, reason) => {
      await refused(read(remote([{ host: '127.0.0.1' }]), reference), reason);
    });

    it('when nothing is configured', async () => {
      const none = new RemoteArtifacts({});
      await refused(read(none, 'https://host.test/'), 'mlops.artifacts.remote allows no source');
    });
  });

  describe('refuses a private address', () => {
    it.each([
      'http://127.0.0.1/',
      'http://2130706433/',
      'http://0x7f.1/',
      'http://0177.0.0.1/',
      'http://127.1/',
      'http://127.0.0.1./',
      'http://１２７.0.0.1/',
    ])('written as %s', async url => {
      await refused(read(remote([{ host: '127.0.0.1' }]), url), 'has no public address');
    });

    it.each([
      ['[::1]', 'http://[::1]/'],
      ['[::ffff:127.0.0.1]', 'http://[::ffff:127.0.0.1]/'],
      ['[::ffff:7f00:1]', 'http://[::ffff:127.0.0.1]/'],
      ['[64:ff9b::7f00:1]', 'http://[64:ff9b::127.0.0.1]/'],
      ['[fd00::1]', 'http://[fd00::1]/'],
      ['169.254.169.254', 'http://169.254.169.254/'],
      ['0.0.0.0', 'http://0/'],
    ])('of the allowed host %s in %s', async (host, url) => {
      await refused(read(remote([{ host }]), url), 'has no public address');
    });

    it('that a name resolves to, without connecting', async () => {
      const { port, asked } = await serve((_, response) => response.end('model'));
      const artifacts = remote([{ host: `host.test:${port}` }]);
      await refused(read(artifacts, `http://host.test:${port}/`), 'has no public address');
      expect(asked).toEqual([]);
    });

    it('that a name resolves to when it is resolved again', async () => {
      const { port, asked } = await serve((_, response) => response.end('model'));
      let resolutions = 0;
      const rebinding: Lookup = (_hostname, _options, callback) => {
        resolutions += 1;
        callback(null, [resolutions === 1 ? NOWHERE : { address: '127.0.0.1', family: 4 }]);
      };
      const url = `http://host.test:${port}/`;
      const artifacts = remote([{ host: `host.test:${port}` }], rebinding);

      await refused(read(artifacts, url), "can't be read: ");
      // One connection is one resolution: there is no second one for an answer that nobody looks at.
      expect(resolutions).toBe(1);
      await refused(read(artifacts, url), 'has no public address');
      expect(resolutions).toBe(2);
      expect(asked).toEqual([]);
    });

    it('among public ones, and connects to those only', async () => {
      const { port, asked } = await serve((_, response) => response.end('model'));
      const mixed: Lookup = (_hostname, _options, callback) =>
        callback(null, [{ address: '127.0.0.1', family: 4 }, NOWHERE]);
      const artifacts = remote([{ host: `host.test:${port}` }], mixed);
      await refused(read(artifacts, `http://host.test:${port}/`), "can't be read: ");
      expect(asked).toEqual([]);
    });

    it('of link-local services even where private ones are allowed', async () => {
      const artifacts = remote([{ host: '169.254.169.254', allowPrivateAddresses: true }]);
      await refused(read(artifacts, 'http://169.254.169.254/'), 'has no public address');
    });
  });

  describe('at a redirect', () => {
    const redirecting = (location: string, status = 302) =>
      serve((request, response) => {
        if (request.url === '/model') response.end('model');
        else response.writeHead(status, { location }).end('SECRET');
      });

    it('stops, unless told to follow', async () => {
      const { port, asked } = await redirecting('/model');
      await refused(read(local(port), `http://127.0.0.1:${port}/`), 'which is not followed');
      expect(asked).toHaveLength(1);
    });

    it.each([301, 302, 303, 307, 308])('of status %d follows on the same host', async status => {
      const { port, asked } = await redirecting('/model', status);
      const artifacts = local(port, { followRedirects: true, headers: { authorization: SECRET } });
      expect(await read(artifacts, `http://127.0.0.1:${port}/`)).toBe('model');
      expect(asked.map(({ headers }) => headers.authorization)).toEqual([SECRET, SECRET]);
    });

    it('never sends secret headers to another host, not even its own', async () => {
      const target = await serve((_, response) => response.end('model'));
      const first = await redirecting(`http://b.test:${target.port}/model`);
      const artifacts = remote([
        {
          host: `a.test:${first.port}`,
          allowPrivateAddresses: true,
          followRedirects: true,
          headers: { 'X-Key': SECRET },
        },
        {
          host: `*.test:${target.port}`,
          allowPrivateAddresses: true,
          headers: { Authorization: SECRET },
        },
      ]);

      expect(await read(artifacts, `http://a.test:${first.port}/`)).toBe('model');

      expect(first.asked[0].headers).toHaveProperty('x-key', SECRET);
      expect(JSON.stringify(target.asked[0].headers)).not.toContain('SECRET');
    });

    it.each([
      ['that is not allowed', 'http://internal.test/'],
      ['of another scheme', 'https://a.test/'],
      ['of a file', 'file:///etc/passwd'],
      ['with a password', 'http://u:SECRET@a.test/'],
      ['that is no URL', 'http://[SECRET'],
      ['that is empty', ''],
    ])('refuses a place %s', async (_, location) => {
      const { port } = await redirecting(location || 'http://');
      const artifacts = local(port, { followRedirects: true });
      await refused(
        read(artifacts, `http://127.0.0.1:${port}/`),
        'is redirected to a place that artifacts may not be read from',
      );
    });

    it.each([
      ['literal', (port: number) => `http://127.0.0.1:${port}/`],
      ['decimal', (port: number) => `http://2130706433:${port}/`],
      ['mapped', (port: number) => `http://[::ffff:127.0.0.1]:${port}/`],
      ['named', (port: number) => `http://b.test:${port}/`],
    ])('refuses a %s private address behind it', async (_, location) => {
      const inside = await serve((_request, response) => response.end('SECRET'));
      const { port } = await redirecting(location(inside.port));
      const artifacts = remote([
        { host: `a.test:${port}`, allowPrivateAddresses: true, followRedirects: true },
        { host: `127.0.0.1:${inside.port}` },
        { host: `[::ffff:7f00:1]:${inside.port}` },
        { host: `b.test:${inside.port}` },
      ]);
      await refused(
        read(artifacts, `http://a.test:${port}/`),
        'is redirected to a place that artifacts may not be read from',
      );
      expect(inside.asked).toEqual([]);
    });

    it('follows five and no more', async () => {
      const { port, asked } = await serve((request, response) => {
        const left = Number(request.url!.slice(1));
        if (left === 0) response.end('model');
        else response.writeHead(302, { location: `/${left - 1}` }).end();
      });
      const artifacts = local(port, { followRedirects: true });
      expect(await read(artifacts, `http://127.0.0.1:${port}/5`)).toBe('model');
      asked.length = 0;
      await refused(read(artifacts, `http://127.0.0.1:${port}/6`), 'more than 5 times');
      expect(asked).toHaveLength(6);
    });
  });

  describe('refuses an answer', () => {
    it.each([204, 206, 304, 401, 403, 404, 500, 503])('with status %d', async status => {
      const { port } = await serve((_, response) => response.writeHead(status).end());
      await refused(
        read(local(port), `http://127.0.0.1:${port}/a?SECRET`),
        `http://127.0.0.1:${port}/a can't be read: the host answers with status ${status}`,
      );
    });

    it('that is compressed', async () => {
      const { port } = await serve((_, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('SECRET')),
      );
      await refused(read(local(port), `http://127.0.0.1:${port}/`), 'sends it compressed');
    });

    it.each([
      ['no valid HTTP', 'SECRET\r\n\r\n', 'does not answer in HTTP'],
      ['two lengths', 'Content-Length: 1\r\nContent-Length: 2\r\n\r\na', 'sends another length'],
      [
        'length and chunks',
        'Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
        'sends another length',
      ],
      ['a negative length', 'Content-Length: -1\r\n\r\n', 'does not answer in HTTP'],
      ['a huge length', `Content-Length: ${'9'.repeat(30)}\r\n\r\n`, 'sends another length'],
      ['no end', 'Connection: close\r\n\r\nmodel', "doesn't say where the content ends"],
      ['a bad header', 'x-a: SECRET\u0000\r\n\r\n', 'does not answer in HTTP'],
      ['long headers', `x-a: ${'SECRET'.repeat(20_000)}\r\n\r\n`, 'sends too many headers'],
    ])('with %s', async (_, head, reason) => {
      const { port } = await serveBytes(
        head.startsWith('SECRET') ? head : `HTTP/1.1 200 OK\r\n${head}`,
        socket => socket.end(),
      );
      await refused(read(local(port), `http://127.0.0.1:${port}/`), reason);
    });
  });

  describe('keeps the limit', () => {
    it('accepts exactly the limit', async () => {
      const { port } = await serve((_, response) => response.end('a'.repeat(1000)));
      expect(await read(local(port), `http://127.0.0.1:${port}/`)).toHaveLength(1000);
    });

    it('before reading, where the length is announced', async () => {
      const { port, sockets } = await serve((_, response) => {
        response.writeHead(200, { 'content-length': 1001 });
        response.write('a');
      });
      await expect(local(port).open(`http://127.0.0.1:${port}/`, LIMITS)).rejects.toMatchObject({
        name: 'PayloadTooLargeError',
        message: `http://127.0.0.1:${port}/ is larger than 1000 bytes, the largest that is accepted`,
      });
      await delay(50);
      expect(sockets.size).toBe(0);
    });

    it('while reading, where it is not', async () => {
      let sent = 0;
      const { port, sockets } = await serve((_, response) => {
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
        };
        response.on('drain', more);
        more();
      });
      await expect(read(local(port), `http://127.0.0.1:${port}/`)).rejects.toMatchObject({
        name: 'PayloadTooLargeError',
      });
      await delay(50);
      expect(sockets.size).toBe(0);
      expect(sent).toBeLessThan(20 * 1024 * 1024);
    });
  });

  describe('never takes a part for the whole', () => {
    it.each([
      ['a length', 'Content-Length: 10\r\n\r\nmodel', 'failed after 5 of 10 bytes'],
      ['chunks', 'Transfer-Encoding: chunked\r\n\r\n5\r\nmodel\r\n', 'failed after 5 bytes'],
      ['a part of a chunk', 'Transfer-Encoding: chunked\r\n\r\n9\r\nmodel', 'failed after 5 bytes'],
    ])('when the connection ends within %s', async (_, answer, reason) => {
      for (const ending of ['end', 'resetAndDestroy'] as const) {
        const { port } = await serveBytes(`HTTP/1.1 200 OK\r\n${answer}`, socket =>
          // Time for the bytes to be read: a reset drops those that weren't.
          setTimeout(() => socket[ending](), 50),
        );
        await refused(read(local(port), `http://127.0.0.1:${port}/?SECRET`), reason);
      }
    });

    it('when chunks are malformed', async () => {
      const { port } = await serveBytes(
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nmodel\r\nSECRET',
      );
      await refused(read(local(port), `http://127.0.0.1:${port}/`), 'failed after 5 bytes');
    });

    it('when the body stands still', async () => {
      const { port, sockets } = await serve((_, response) => response.write('model'));
      await refused(read(local(port), `http://127.0.0.1:${port}/`), 'stood still for 300 ms');
      await delay(50);
      expect(sockets.size).toBe(0);
    });

    it('but waits for a slow reader', async () => {
      const { port } = await serve((_, response) => response.end(Buffer.alloc(4_000_000)));
      const stream = await local(port).open(`http://127.0.0.1:${port}/`, { maxBytes: 5_000_000 });
      await delay(700);
      expect(await text(stream)).toHaveLength(4_000_000);
    });

    it('when the signal ends it', async () => {
      const { port, sockets } = await serve((_, response) => response.write('model'));
      const abort = new AbortController();
      const stream = await local(port).open(`http://127.0.0.1:${port}/`, {
        ...LIMITS,
        signal: abort.signal,
      });
      setTimeout(() => abort.abort(), 50);
      await expect(text(stream)).rejects.toMatchObject({ name: 'AbortError' });
      await delay(50);
      expect(sockets.size).toBe(0);
    });
  });

  it('gives up on a host that does not answer', async () => {
    const { port } = await serve(() => {});
    await refused(read(local(port), `http://127.0.0.1:${port}/`), 'does not answer in time');
  });

  it('gives up on a name that is not resolved', async () => {
    await refused(
      read(
        remote([{ host: 'host.test' }], () => {}),
        'http://host.test/',
      ),
      'does not answer in time',
    );
  });

  it('says when a name is not known or connections are refused', async () => {
    const unknown: Lookup = (_hostname, _options, callback) =>
      callback(Object.assign(new Error('internal'), { code: 'ENOTFOUND' }), []);
    await refused(
      read(remote([{ host: 'host.test' }], unknown), 'http://host.test/'),
      'its host is not known',
    );
    const { port } = await serve(() => {});
    await closing.pop()!();
    await refused(read(local(port), `http://127.0.0.1:${port}/`), 'refuses connections');
  });

  it('ends at once for a signal, before and while it waits', async () => {
    const { port, asked } = await serve(() => {});
    const url = `http://127.0.0.1:${port}/`;
    await expect(
      local(port).open(url, { ...LIMITS, signal: AbortSignal.abort(new Error('stopped')) }),
    ).rejects.toThrow('stopped');
    expect(asked).toEqual([]);
    const abort = new AbortController();
    setTimeout(() => abort.abort(new Error('stopped')), 50);
    await expect(local(port).open(url, { ...LIMITS, signal: abort.signal })).rejects.toThrow(
      'stopped',
    );
  });

  it('closes the connection of a stream that nobody reads', async () => {
    const { port, sockets } = await serve((_, response) => response.write('model'));
    const stream = await local(port).open(`http://127.0.0.1:${port}/`, LIMITS);
    stream.destroy();
    await delay(50);
    expect(sockets.size).toBe(0);
  });
});
