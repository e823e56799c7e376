import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { RemoteArtifacts } from './RemoteArtifacts';
import type { S3Source } from './RemoteSources';
import { SmallObjectStore } from './SmallObjectStore';

const CREDENTIALS = { accessKeyId: 'KEY', secretAccessKey: 'SECRET' };
const LIMITS = { maxBytes: 1000 };
const AWKWARD_KEY = 'a b/c+d%20é@f.onnx';

const open = async (
  source: Pick<S3Source, 'endpoint' | 'buckets'>,
  reference: string,
  signal?: AbortSignal,
) =>
  new RemoteArtifacts(
    { s3: { forcePathStyle: true, ...CREDENTIALS, ...source } },
    { timeouts: { connectMs: 1000, headersMs: 1000, idleMs: 300 } },
  ).open(reference, { ...LIMITS, signal });

const refused = async (reading: Promise<unknown>, name: string, reason: string) => {
  const error = await reading.then(
    () => undefined,
    thrown => thrown,
  );
  expect(error).toMatchObject({ name });
  expect(error.message).toContain(reason);
  expect(`${error.message} ${error.cause}`).not.toMatch(/SECRET|127\.0\.0\.1|internal/);
};

/** What holds for every store that speaks S3, given one with a few objects. */
function readsLikeS3(source: () => Pick<S3Source, 'endpoint' | 'buckets'>) {
  const at = (key: string) => `s3://${source().buckets[0]}/${key}`;

  it('reads an object', async () => {
    expect(await text(await open(source(), at('model.onnx')))).toBe('model');
  });

  it('takes a key as it is written', async () => {
    expect(await text(await open(source(), at(AWKWARD_KEY)))).toBe('model');
  });

  it('refuses an object that is not there', async () => {
    await refused(open(source(), at('missing')), 'InputError', 'The object store has no s3://');
  });

  it('refuses an object that is too large, before reading', async () => {
    await refused(
      open(source(), at('large')),
      'PayloadTooLargeError',
      'large is larger than 1000 bytes, the largest that is accepted',
    );
  });
}

describe('RemoteArtifacts over S3', () => {
  const store = new SmallObjectStore({
    'model.onnx': 'model',
    [AWKWARD_KEY]: 'model',
    large: 'a'.repeat(1001),
  });
  const source = () => ({ endpoint: store.endpoint, buckets: ['models'] });

  beforeAll(() => store.start());
  afterAll(() => store.stop());

  describe('from a small server', () => {
    readsLikeS3(source);
  });

  it('asks with the credentials of the configuration', async () => {
    await text(await open(source(), 's3://models/model.onnx'));
    expect(store.asked.at(-1)).toEqual({
      method: 'GET',
      url: '/models/model.onnx?x-id=GetObject',
      authorization: expect.stringContaining('Credential=KEY/'),
    });
  });

  it.each([
    ['s3://other/model.onnx', "mlops.artifacts.remote.s3.buckets doesn't have its bucket"],
    ['s3://Models/model.onnx', "mlops.artifacts.remote.s3.buckets doesn't have its bucket"],
    ['s3://models/../other/model.onnx', 'has . or .. in its key'],
    ['s3://KEY:SECRET@models/model.onnx', 'names no valid bucket'],
    ['s3://models/model.onnx?X-Amz-Signature=SECRET', 'has ? or # behind the key'],
    ['https://models/model.onnx', 'mlops.artifacts.remote allows s3:'],
  ])('refuses %s without asking', async (reference, reason) => {
    const before = store.asked.length;
    await refused(open(source(), reference), 'InputError', reason);
    expect(store.asked).toHaveLength(before);
  });

  it.each([
    ['forbidden', 'InputError', "The object store doesn't let this installation read s3://models/"],
    ['elsewhere', 'ServiceUnavailableError', "The object store can't give s3://models/elsewhere"],
    ['down', 'ServiceUnavailableError', "can't give s3://models/down at present"],
    ['nonsense', 'ServiceUnavailableError', "can't give"],
    ['silent', 'ServiceUnavailableError', "can't give"],
    ['unending', 'ServiceUnavailableError', "can't give"],
  ])('says that an object is %s', async (key, name, reason) => {
    await refused(open(source(), `s3://models/${key}`), name, reason);
  });

  it.each([
    ['broken', 'failed after 5 of 10 bytes'],
    ['broken-with-checksum', 'failed after 5 of 10 bytes'],
    ['altered', 'failed after 5 of 5 bytes'],
    ['still', 'stood still for 300 ms'],
  ])('never takes for whole what is %s', async (key, reason) => {
    const stream = await open(source(), `s3://models/${key}`);
    await refused(text(stream), 'InputError', reason);
  });

  it('is a failure of the store when it is not there', async () => {
    const away = new SmallObjectStore({});
    await away.start();
    await away.stop();
    await refused(
      open({ endpoint: away.endpoint, buckets: ['models'] }, 's3://models/model.onnx'),
      'ServiceUnavailableError',
      "can't give",
    );
  });

  it('ends for a signal, before and after the answer, and closes the connection', async () => {
    const before = new AbortController();
    setTimeout(() => before.abort(new Error('stopped')), 50);
    await expect(open(source(), 's3://models/silent', before.signal)).rejects.toThrow('stopped');
    const after = new AbortController();
    const stream = await open(source(), 's3://models/still', after.signal);
    const connections = await store.connections();
    setTimeout(() => after.abort(), 50);
    await expect(text(stream)).rejects.toMatchObject({ name: 'AbortError' });
    await delay(50);
    expect(await store.connections()).toBeLessThan(connections);
  });

  it('wants both halves of the credentials', () => {
    const create = () => new RemoteArtifacts({ s3: { buckets: [], accessKeyId: 'KEY' } });
    expect(create).toThrow('are given together or not at all');
  });
});

const endpoint = process.env.MLOPS_TEST_S3_ENDPOINT;
const describeWithServer = endpoint ? describe : describe.skip;
const skipped = endpoint ? '' : ': skipped, MLOPS_TEST_S3_ENDPOINT names no server';

describeWithServer(`RemoteArtifacts over S3 from a real object store${skipped}`, () => {
  const bucket = `mlops-test-${randomUUID()}`;

  beforeAll(async () => {
    const client = new S3Client({
      endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: CREDENTIALS,
    });
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    for (const [key, content] of [
      ['model.onnx', 'model'],
      [AWKWARD_KEY, 'model'],
      ['large', 'a'.repeat(1001)],
    ]) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: content }));
    }
    client.destroy();
  });

  readsLikeS3(() => ({ endpoint, buckets: [bucket] }));

  it('refuses a bucket that is not there', async () => {
    await refused(
      open({ endpoint, buckets: ['mlops-missing'] }, 's3://mlops-missing/model.onnx'),
      'InputError',
      'The object store has no s3://mlops-missing/model.onnx',
    );
  });
});
