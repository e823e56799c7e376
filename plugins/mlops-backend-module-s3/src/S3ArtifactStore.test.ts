import { createMockDirectory, mockServices } from '@backstage/backend-test-utils';
import { digestOf, keepsArtifacts } from '@mlops-backstage/artifact-store-contract';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { open as openFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { CREDENTIALS, endpoint, skipped, TestBucket } from './__testUtils__/testBucket';
import { TroubledStore } from './__testUtils__/TroubledStore';
import { ArtifactBucket } from './ArtifactBucket';
import type { Encryption } from './readS3Config';
import { S3ArtifactStore } from './S3ArtifactStore';

const LIMITS = { maxBytes: 100 * 1024 * 1024 };
const MINUTE_MS = 60_000;
const TIMEOUTS = { connectMs: 1_000, answerMs: 2_000, idleMs: 300 };
/** Errors of Node aren't instances of Jest's `Error`, so the SDK wraps them there and loses their code. */
const BROKEN_OFF = /(the connection broke off|the request failed)/;
/** Three parts, the last of them a short one. */
const LARGE = randomBytes(20_000_000);
const LARGE_DIGEST = `sha256:${createHash('sha256').update(LARGE).digest('hex')}`;

jest.setTimeout(60_000);

const keyOf = (prefix: string, digest: string) => {
  const hex = digest.slice('sha256:'.length);
  return `${prefix}sha256/${hex.slice(0, 2)}/${hex}`;
};

(endpoint ? describe : describe.skip)(`S3ArtifactStore${skipped}`, () => {
  const folder = createMockDirectory();
  const bucket = new TestBucket();
  const troubled = new TroubledStore(endpoint!);
  let logger: ReturnType<typeof mockServices.logger.mock>;
  let prefix: string;
  let directories: string[];

  beforeAll(async () => {
    await bucket.create();
    await troubled.start();
  });
  afterAll(async () => {
    await troubled.stop();
    bucket.destroy();
  });

  beforeEach(() => {
    folder.clear();
    logger = mockServices.logger.mock();
    prefix = `${randomUUID()}/`;
    directories = [];
    troubled.trouble = () => undefined;
    troubled.asked.length = 0;
  });

  /** A replica with a disk of its own. */
  const open = (options: { encryption?: Encryption; bucket?: string } = {}) => {
    const directory = folder.resolve(randomUUID());
    directories.push(directory);
    return S3ArtifactStore.create(
      new ArtifactBucket(
        {
          bucket: options.bucket ?? bucket.name,
          prefix,
          region: 'us-east-1',
          endpoint: troubled.endpoint,
          forcePathStyle: true,
          credentials: CREDENTIALS,
          encryption: options.encryption,
          local: { directory, maxBytes: 1 },
        },
        logger,
        TIMEOUTS,
      ),
      { directory, maxBytes: 1_000_000_000 },
      logger,
    );
  };

  const leftBehind = async () => {
    const staged = directories.map(directory => readdir(join(directory, 'staging')));
    return [...(await Promise.all(staged)).flat(), ...(await bucket.uploads(prefix))];
  };

  const stage = (store: S3ArtifactStore, content: string | Buffer) =>
    store.stage(Readable.from([Buffer.from(content)]), LIMITS);
  const keep = async (store: S3ArtifactStore, content: string | Buffer) =>
    (await stage(store, content)).commit();
  const failureOf = async (attempt: Promise<unknown>) => {
    const error = await attempt.then(
      () => undefined,
      thrown => thrown,
    );
    // Whoever logs an error logs all that it has.
    const all = JSON.stringify([error.message, error.stack, error.cause, { ...error }]);
    expect(all).not.toMatch(/SECRET|KEY|127\.0\.0\.1/);
    return error;
  };

  describe('as every artifact store', () => {
    keepsArtifacts({ open: () => open(), leftBehind });
  });

  it('stores a large artifact in parts, and gives it as it was', async () => {
    const store = await open();
    await keep(store, LARGE);
    expect(troubled.asked.filter(one => /partNumber/.test(one))).toHaveLength(3);
    expect(await leftBehind()).toEqual([]);
    const other = await open();
    expect((await buffer(await other.read(LARGE_DIGEST))).equals(LARGE)).toBe(true);
    const path = await other.localPath(LARGE_DIGEST);
    expect(path).toContain(LARGE_DIGEST.slice('sha256:'.length));
  });

  it('has the store compare what arrives with its SHA-256', async () => {
    await keep(await open(), 'model');
    const [key] = await bucket.keys(prefix);
    const { ChecksumSHA256 } = await bucket.head(key);
    expect(Buffer.from(ChecksumSHA256!, 'base64').toString('hex')).toBe(
      digestOf('model').slice('sha256:'.length),
    );
  });

  it.each<[string, string | Buffer]>([
    ['small', 'model'],
    ['large', LARGE],
  ])('has a %s artifact encrypted with the key that is named', async (_, content) => {
    await keep(
      await open({ encryption: { algorithm: 'aws:kms', kmsKeyId: 'alias/mlops' } }),
      content,
    );
    const [key] = await bucket.keys(prefix);
    expect(await bucket.head(key)).toMatchObject({
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: 'alias/mlops',
    });
  });

  it('uploads before the commit what is prepared, so that a transaction need not wait', async () => {
    const staged = await stage(await open(), 'model');
    await staged.prepare!();
    const asked = troubled.asked.length;
    await staged.commit();
    expect(troubled.asked).toHaveLength(asked);
  });

  it('takes what was copied from a folder for its own, and no other object', async () => {
    const store = await open();
    await bucket.put(keyOf(prefix, digestOf('model')), 'model');
    await bucket.put(`${prefix}sha256/ab/not-a-blob`, 'x');
    await bucket.put(`${prefix}other`, 'x');
    const listed: string[] = [];
    for await (const { digest } of store.list()) listed.push(digest);
    expect(listed).toEqual([digestOf('model')]);
    expect(await text(await store.read(digestOf('model')))).toBe('model');
    await keep(store, 'model');
    await store.delete(digestOf('model'), new Date(Date.now() + MINUTE_MS));
    expect((await bucket.keys(prefix)).sort()).toEqual([
      `${prefix}other`,
      `${prefix}sha256/ab/not-a-blob`,
    ]);
  });

  it('lists more artifacts than fit on a page', async () => {
    const store = await open();
    const contents = Array.from({ length: 1_050 }, (_, i) => `model ${i}`);
    const bring = (content: string) => bucket.put(keyOf(prefix, digestOf(content)), content);
    for (let at = 0; at < contents.length; at += 50) {
      await Promise.all(contents.slice(at, at + 50).map(bring));
    }
    const listed = new Set<string>();
    for await (const { digest } of store.list()) listed.add(digest);
    expect(listed).toEqual(new Set(contents.map(digestOf)));
  });

  it('keeps the newest of the copies that were superseded, and those that are young', async () => {
    const store = await open();
    await keep(store, 'model');
    await keep(store, 'model');
    await delay(1_100);
    const time = new Date();
    const old = await bucket.keys(prefix);
    await keep(store, 'model');
    await store.discardStagedBefore(time);
    const left = await bucket.keys(prefix);
    expect(left).toHaveLength(2);
    expect(left.filter(key => old.includes(key))).toHaveLength(1);
  });

  it('discards the parts of uploads that never ended, once they are old', async () => {
    const store = await open();
    troubled.trouble = (method, { search }) =>
      // The process dies, as far as the store can see: neither the last part comes nor the end.
      /partNumber=3/.test(search) || method === 'DELETE'
        ? { answer: { status: 400, code: 'Killed' } }
        : undefined;
    await failureOf(keep(store, LARGE));
    expect(await bucket.uploads(prefix)).toHaveLength(1);
    troubled.trouble = () => undefined;
    await store.discardStagedBefore(new Date(0));
    expect(await bucket.uploads(prefix)).toHaveLength(1);
    await store.discardStagedBefore(new Date(Date.now() + MINUTE_MS));
    expect(await bucket.uploads(prefix)).toEqual([]);
  });

  describe('when something goes wrong on the way', () => {
    const once = <T>(value: T) => {
      let left = 1;
      return () => (left-- > 0 ? value : undefined);
    };

    it.each<[string, string | Buffer]>([
      ['small', 'model'],
      ['large', LARGE],
    ])('sends a %s artifact again when the connection breaks off once', async (_, content) => {
      const trouble = once({ breakAfterReceiving: 1 });
      troubled.trouble = method => (method === 'PUT' ? trouble() : undefined);
      const store = await open();
      const staged = await stage(store, content);
      await staged.commit();
      expect((await buffer(await store.read(staged.digest))).equals(Buffer.from(content))).toBe(
        true,
      );
      expect(await leftBehind()).toEqual([]);
    });

    it.each<[string, string | Buffer]>([
      ['small', 'model'],
      ['large', LARGE],
    ])('gives a %s artifact up when it breaks off again and again', async (_, content) => {
      troubled.trouble = method => (method === 'PUT' ? { breakAfterReceiving: 1 } : undefined);
      const store = await open();
      const staged = await stage(store, content);
      const error = await failureOf(staged.commit());
      expect(error).toMatchObject({
        name: 'StoreFailure',
        statusCode: 503,
        message: expect.stringMatching(
          `^The artifact store can't take an artifact: ${BROKEN_OFF.source}$`,
        ),
      });
      await staged.discard();
      expect(await bucket.keys(prefix)).toEqual([]);
      expect(await leftBehind()).toEqual([]);
      await expect(store.read(staged.digest)).rejects.toMatchObject({ name: 'NotFoundError' });
    });

    it('takes an upload for done whose last answer got lost', async () => {
      const trouble = once('loseAnswer' as const);
      troubled.trouble = (method, { search }) =>
        method === 'POST' && /uploadId/.test(search) ? trouble() : undefined;
      const store = await open();
      await keep(store, LARGE);
      expect((await buffer(await store.read(LARGE_DIGEST))).equals(LARGE)).toBe(true);
      expect(await leftBehind()).toEqual([]);
    });

    it.each([
      ['breaks off', { breakAfterSending: 1_000 }, 'the connection broke off'],
      ['stands still', { stopAfterSending: 1_000 }, "it doesn't answer in time"],
    ])('has no half of a file when a download %s', async (_, trouble, reason) => {
      const store = await open();
      await keep(store, LARGE);
      troubled.trouble = (method, { pathname }) =>
        method === 'GET' && /sha256\/../.test(pathname) ? trouble : undefined;
      const message = `The artifact store can't give an artifact: ${reason}`;
      const failed = { name: 'StoreFailure', statusCode: 503, message };
      expect(await failureOf(store.localPath(LARGE_DIGEST))).toMatchObject(failed);
      expect(await failureOf(buffer(await store.read(LARGE_DIGEST)))).toMatchObject(failed);
      expect(await leftBehind()).toEqual([]);
      expect(await readdir(join(directories[0], 'sha256'))).toEqual([]);

      troubled.trouble = () => undefined;
      expect(await store.localPath(LARGE_DIGEST)).toContain('sha256');
    });

    it('never gives out a file with other bytes, and tells which object has them', async () => {
      const store = await open();
      await bucket.put(keyOf(prefix, digestOf('model')), 'other');
      const error = await failureOf(store.localPath(digestOf('model')));
      expect(error).toMatchObject({
        name: 'DamagedArtifactError',
        message: `The bytes that the artifact store has of ${digestOf('model')} have another digest: they were changed or damaged`,
      });
      expect(logger.error.mock.calls[0][0]).toContain(digestOf('other'));
      expect(await leftBehind()).toEqual([]);

      // Read as they are, for whoever verifies them.
      expect(await text(await store.read(digestOf('model')))).toBe('other');
      // Whoever registers it again brings another copy.
      await delay(1_100);
      await keep(store, 'model');
      expect(await text(await store.read(digestOf('model')))).toBe('model');
      expect(await store.localPath(digestOf('model'))).toContain('sha256');
    });

    it('takes another copy where the newest is damaged', async () => {
      const store = await open();
      await keep(store, 'model');
      await delay(1_100);
      await bucket.put(`${keyOf(prefix, digestOf('model'))}.${randomUUID()}`, 'other');
      expect(await store.localPath(digestOf('model'))).toContain('sha256');
    });

    it('serves from its disk what it has fetched when the store is away', async () => {
      const store = await open();
      await keep(store, 'model');
      const path = await store.localPath(digestOf('model'));
      troubled.trouble = () => ({ breakAfterReceiving: 0 });
      expect(await store.localPath(digestOf('model'))).toBe(path);
    });

    it.each([
      [403, 'AccessDenied', 'access is denied'],
      [403, 'InvalidAccessKeyId', "the credentials aren't accepted"],
      [301, 'PermanentRedirect', 'the bucket is in another region'],
      [503, 'SlowDown', 'it is overloaded'],
      [500, 'InternalError', 'it answers with status 500'],
      [400, 'KMS.NotFoundException', "the encryption key can't be used"],
    ])('says what %d %s means, whatever is asked', async (status, code, reason) => {
      const store = await open();
      const staged = await stage(store, 'model');
      troubled.trouble = () => ({ answer: { status, code } });
      const digest = digestOf('model');
      const attempts: Array<[string, Promise<unknown>]> = [
        ['take an artifact', staged.commit()],
        ['list artifacts', store.read(digest)],
        ['list artifacts', store.localPath(digest)],
        ['list artifacts', store.delete(digest, new Date())],
        ['discard the parts of uploads that never ended', store.discardStagedBefore(new Date(0))],
      ];
      for (const [what, attempt] of attempts) {
        expect(await failureOf(attempt)).toMatchObject({
          name: 'StoreFailure',
          statusCode: 503,
          message: `The artifact store can't ${what}: ${reason}`,
        });
      }
      await staged.discard();
      expect(await leftBehind()).toEqual([]);
    });

    it('stores nothing of a file that was changed after it was received', async () => {
      const store = await open();
      for (const content of ['model', LARGE]) {
        const staged = await stage(store, content);
        const file = await openFile(staged.path, 'r+');
        await file.write('other', 0);
        await file.close();
        await expect(staged.commit()).rejects.toThrow(
          /^The staged artifact has the digest sha256:[0-9a-f]{64} now, but had sha256:[0-9a-f]{64}$/,
        );
        await staged.discard();
      }
      expect(await bucket.keys(prefix)).toEqual([]);
      expect(await leftBehind()).toEqual([]);
    });

    it('says that the bucket is not there', async () => {
      const store = await open({ bucket: 'mlops-missing' });
      const reason = "the bucket isn't there";
      const staged = await stage(store, 'model');
      expect((await failureOf(staged.commit())).message).toBe(
        `The artifact store can't take an artifact: ${reason}`,
      );
      expect((await failureOf(store.localPath(staged.digest))).message).toBe(
        `The artifact store can't list artifacts: ${reason}`,
      );
      await staged.discard();
      expect(await leftBehind()).toEqual([]);
    });
  });
});
