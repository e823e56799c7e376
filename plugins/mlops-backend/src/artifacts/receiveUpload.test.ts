import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { createMockDirectory, mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, request as httpRequest, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { FileArtifactStore } from './FileArtifactStore';
import { receiveUpload, type Upload } from './receiveUpload';

const MIB = 1024 * 1024;
const BOUNDARY = 'the-boundary';
const MULTIPART = { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` };

type Part = { name: string; content: string; file?: boolean; type?: string };

function partHead({ name, file, type }: Omit<Part, 'content'>): string {
  return (
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"` +
    `${file ? '; filename="a-file"' : ''}\r\n${type ? `Content-Type: ${type}\r\n` : ''}\r\n`
  );
}

function multipart(...parts: Part[]): string {
  return `${parts.map(part => `${partHead(part)}${part.content}\r\n`).join('')}--${BOUNDARY}--\r\n`;
}

const METADATA: Part = { name: 'metadata', content: '{"name":"delay"}' };
const ARTIFACT: Part = { name: 'artifact', content: 'the model', file: true };
const REFERENCE: Part = { name: 'reference', content: 'a,b\n1,2\n', file: true };

describe('receiveUpload', () => {
  const folder = createMockDirectory();
  let store: FileArtifactStore;
  let server: Server;
  let port: number;
  let received: Upload[];
  let failures: Error[];
  let onUpload: (upload: Upload) => Promise<void>;

  beforeEach(async () => {
    folder.clear();
    store = await FileArtifactStore.create({ root: folder.resolve('store') });
    received = [];
    failures = [];
    onUpload = async () => {};
    const app = express();
    app.post('/', async (req, res, next) => {
      try {
        const upload = await receiveUpload(req, {
          store,
          limits: { artifactBytes: 2 * MIB, referenceBytes: MIB },
          temporaryDirectory: folder.resolve('temporary'),
        });
        received.push(upload);
        await onUpload(upload);
        res.status(201).json({ digest: upload.artifact.digest });
      } catch (error) {
        failures.push(error as Error);
        next(error);
      }
    });
    const middleware = MiddlewareFactory.create({
      config: mockServices.rootConfig(),
      logger: mockServices.logger.mock(),
    });
    app.use(middleware.error());
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const post = async (body: BodyInit, headers: Record<string, string> = MULTIPART) => {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body, headers });
    return { status: answer.status, body: (await answer.json()) as any };
  };

  const filesLeft = async () =>
    (await readdir(folder.path, { recursive: true, withFileTypes: true }))
      .filter(entry => entry.isFile())
      .map(entry => entry.name);

  /** A client that sends without an end until it is answered or stopped. */
  const sendEndlessly = async (head: string) => {
    const req = httpRequest({ port, host: '127.0.0.1', method: 'POST', headers: MULTIPART });
    let sent = 0;
    let answered = false;
    req.on('error', () => {});
    req.write(head);
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const write = () => {
      while (!answered && !req.destroyed) {
        sent += chunk.length;
        if (!req.write(chunk)) {
          req.once('drain', write);
          return;
        }
      }
    };
    write();
    const [answer] = await once(req, 'response');
    answered = true;
    let body = '';
    for await (const text of answer.setEncoding('utf8')) body += text;
    req.destroy();
    return { status: answer.statusCode, body: JSON.parse(body), sent };
  };

  it('hands over metadata, artifact and reference data', async () => {
    onUpload = async upload => {
      expect(upload.metadata).toEqual({ name: 'delay' });
      expect(await readFile(upload.artifact.path, 'utf8')).toBe('the model');
      expect(await readFile(upload.referencePath!, 'utf8')).toBe('a,b\n1,2\n');
    };
    expect((await post(multipart(METADATA, ARTIFACT, REFERENCE))).status).toBe(201);
    expect(await filesLeft()).toHaveLength(2);
    await received[0].dispose();
    await received[0].dispose();
    expect(await filesLeft()).toEqual([]);
  });

  it('keeps a committed artifact when the upload is disposed of', async () => {
    onUpload = upload => upload.artifact.commit();
    const { body } = await post(multipart(METADATA, ARTIFACT, REFERENCE));
    await received[0].dispose();
    expect(await filesLeft()).toEqual([body.digest.slice('sha256:'.length)]);
  });

  it('takes what a browser sends, where metadata may be a file too', async () => {
    const form = new FormData();
    form.append('metadata', new Blob(['{"name":"delay"}'], { type: 'application/json' }));
    form.append('artifact', new Blob([Buffer.alloc(2 * MIB)]), 'model.onnx');
    expect((await post(form, {})).status).toBe(201);
    expect(received[0].metadata).toEqual({ name: 'delay' });
    expect(received[0].artifact.sizeBytes).toBe(2 * MIB);
    expect(received[0].referencePath).toBeUndefined();
  });

  describe('refuses, and leaves nothing of,', () => {
    const oversizeMetadata = JSON.stringify('x'.repeat(MIB));
    it.each<[string, string, number, RegExp]>([
      ['no metadata', multipart(ARTIFACT), 400, /metadata has to come before the part artifact/],
      ['metadata last', multipart(ARTIFACT, METADATA), 400, /metadata has to come before/],
      ['no artifact', multipart(METADATA, REFERENCE), 400, /lacks the part artifact/],
      ['no part', multipart(), 400, /malformed|lacks the part metadata and the part artifact/],
      ['two artifacts', multipart(METADATA, ARTIFACT, ARTIFACT), 400, /part artifact twice/],
      ['metadata twice', multipart(METADATA, ARTIFACT, METADATA), 400, /part metadata twice/],
      [
        'an unknown part',
        multipart(METADATA, ARTIFACT, { ...REFERENCE, name: '__proto__' }),
        400,
        /unknown part "__proto__"/,
      ],
      [
        'a file without a name of a file',
        multipart(METADATA, { name: 'artifact', content: 'x' }),
        400,
        /artifact has to be a file/,
      ],
      ['metadata that is no JSON', multipart({ ...METADATA, content: '{' }, ARTIFACT), 400, /JSON/],
      [
        'a file of metadata that is no JSON',
        multipart({ ...METADATA, content: '{', file: true }, ARTIFACT),
        400,
        /isn't JSON/,
      ],
      ['long metadata', multipart({ ...METADATA, content: oversizeMetadata }), 413, /than 1 MiB/],
      [
        'a long file of metadata',
        multipart({ ...METADATA, content: oversizeMetadata, file: true }, ARTIFACT),
        413,
        /than 1 MiB/,
      ],
      [
        'a large artifact',
        multipart(METADATA, { ...ARTIFACT, content: 'x'.repeat(2 * MIB + 1) }, REFERENCE),
        413,
        /artifact is larger than 2 MiB/,
      ],
      [
        'large reference data',
        multipart(METADATA, ARTIFACT, { ...REFERENCE, content: 'x'.repeat(MIB + 1) }),
        413,
        /reference data is larger than 1 MiB/,
      ],
      ['a cut form', multipart(METADATA, ARTIFACT).slice(0, -20), 400, /malformed: Unexpected end/],
      ['a form cut between parts', partHead(METADATA), 400, /malformed: Unexpected end/],
      ['a malformed head', `--${BOUNDARY}\r\n:::\r\n\r\n`, 400, /malformed/],
      ['an empty body', '', 400, /malformed/],
    ])('%s', async (_, body, status, message) => {
      const answer = await post(body);
      expect(answer.body.error.message).toMatch(message);
      expect(answer.status).toBe(status);
      expect(answer.body.error.name).toBe(status === 413 ? 'PayloadTooLargeError' : 'InputError');
      expect(await filesLeft()).toEqual([]);
    });
  });

  it.each([
    ['application/json', 'has to be multipart/form-data, not "application/json"'],
    ['multipart/form-data', 'Boundary not found'],
    ['multipart/mixed; boundary=x', 'has to be multipart/form-data'],
  ])('refuses a request of type %s', async (type, message) => {
    const answer = await post('{}', { 'Content-Type': type });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(message);
  });

  it('answers a client that is still sending soon after the limit', async () => {
    const head = `${partHead(METADATA)}${METADATA.content}\r\n${partHead(ARTIFACT)}`;
    const began = performance.now();
    const { status, body, sent } = await sendEndlessly(head);
    expect(status).toBe(413);
    expect(body.error.message).toContain('larger than 2 MiB');
    expect(performance.now() - began).toBeLessThan(5000);
    // The limit, what is discarded, and what the sockets hold.
    expect(sent).toBeLessThan(64 * MIB);
    expect(await filesLeft()).toEqual([]);
  });

  it('answers a client that is still sending an unknown part', async () => {
    const head = `${partHead(METADATA)}${METADATA.content}\r\n${partHead({ name: 'x', file: true })}`;
    expect(await sendEndlessly(head)).toMatchObject({ status: 400 });
    expect(await filesLeft()).toEqual([]);
  });

  it('serves the next request on the connection of a refused one', async () => {
    const socket = connect(port, '127.0.0.1');
    const send = (body: string) =>
      socket.write(
        `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${MULTIPART['Content-Type']}\r\n` +
          `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    const statusLine = async () => String((await once(socket, 'data'))[0]).split('\r\n')[0];
    send(multipart(METADATA, { ...ARTIFACT, content: 'x'.repeat(4 * MIB) }));
    expect(await statusLine()).toContain('413');
    send(multipart(METADATA, ARTIFACT));
    expect(await statusLine()).toContain('201');
    socket.destroy();
  });

  it.each([
    ['in the artifact', [METADATA], ARTIFACT],
    ['in the reference data', [METADATA, ARTIFACT], REFERENCE],
    ['in the metadata', [], METADATA],
  ])('leaves nothing when the client breaks off %s', async (_, parts, last) => {
    const req = httpRequest({ port, host: '127.0.0.1', method: 'POST', headers: MULTIPART });
    req.on('error', () => {});
    const whole = parts.map(part => `${partHead(part)}${part.content}\r\n`).join('');
    req.write(`${whole}${partHead(last)}${'x'.repeat(100_000)}`);
    await sleep(200);
    expect((await filesLeft()).length).toBe(parts.length);
    req.destroy();
    while (failures.length === 0) await sleep(20);
    expect(failures[0]).toMatchObject({
      name: 'InputError',
      message: 'The upload was broken off before it was complete',
    });
    expect(await filesLeft()).toEqual([]);
  });
});
