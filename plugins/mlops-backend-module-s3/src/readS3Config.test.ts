import { ConfigReader } from '@backstage/config';
import { readS3Config } from './readS3Config';

const read = (s3: object) =>
  readS3Config(
    new ConfigReader({ mlops: { artifacts: { directory: '/var/lib/mlops', s3: s3 as any } } }),
  );

describe('readS3Config', () => {
  it('is nothing where no bucket is named', () => {
    expect(readS3Config(new ConfigReader({}))).toBeUndefined();
    expect(
      readS3Config(new ConfigReader({ mlops: { artifacts: { directory: '/x' } } })),
    ).toBeUndefined();
  });

  it('has defaults for all but the bucket', () => {
    expect(read({ bucket: 'models' })).toEqual({
      bucket: 'models',
      prefix: '',
      forcePathStyle: false,
      local: { directory: '/var/lib/mlops/s3', maxBytes: 10 * 1024 ** 3 },
    });
  });

  it('reads what is said', () => {
    expect(
      read({
        bucket: 'models',
        prefix: '/teams/mlops/',
        endpoint: 'https://minio.example.com:9000/',
        forcePathStyle: true,
        accessKeyId: 'KEY',
        secretAccessKey: 'SECRET',
        serverSideEncryption: 'aws:kms',
        kmsKeyId: 'alias/mlops',
        local: { directory: '/scratch', maxBytes: 1000 },
      }),
    ).toEqual({
      bucket: 'models',
      prefix: 'teams/mlops/',
      region: 'us-east-1',
      endpoint: 'https://minio.example.com:9000',
      forcePathStyle: true,
      credentials: { accessKeyId: 'KEY', secretAccessKey: 'SECRET' },
      encryption: { algorithm: 'aws:kms', kmsKeyId: 'alias/mlops' },
      local: { directory: '/scratch', maxBytes: 1000 },
    });
  });

  it.each([
    [{}, /Missing required config value at 'mlops.artifacts.s3.bucket'/],
    [{ bucket: 'Models' }, /s3.bucket has to be the name of a bucket/],
    [{ bucket: 'models/mlops' }, /s3.bucket has to be the name of a bucket/],
    [{ bucket: 'models', prefix: 'a//b' }, /s3.prefix may have letters/],
    [{ bucket: 'models', prefix: 'a/../b' }, /s3.prefix may have letters/],
    [{ bucket: 'models', endpoint: 'minio:9000' }, /s3.endpoint has to be a URL of https or http/],
    [{ bucket: 'models', endpoint: 'https://a:SECRET@b' }, /may not have a user name or password/],
    [{ bucket: 'models', accessKeyId: 'KEY' }, /are given together or not at all/],
    [{ bucket: 'models', secretAccessKey: 'SECRET' }, /are given together or not at all/],
    [{ bucket: 'models', serverSideEncryption: 'yes' }, /has to be one of AES256, aws:kms/],
    [{ bucket: 'models', kmsKeyId: 'alias/x' }, /kmsKeyId needs serverSideEncryption/],
    [
      { bucket: 'models', serverSideEncryption: 'AES256', kmsKeyId: 'x' },
      /kmsKeyId needs serverSideEncryption/,
    ],
    [{ bucket: 'models', local: { maxBytes: 0 } }, /local.maxBytes has to be a whole number/],
  ])('refuses %j', (s3, message) => {
    expect(() => read(s3)).toThrow(message);
    expect(() => read(s3)).not.toThrow(/SECRET/);
  });
});
