import { parseS3Reference } from './parseS3Reference';

describe('parseS3Reference', () => {
  it.each([
    ['s3://bucket/key', 'bucket', 'key'],
    ['S3://bucket/a/b%20c+d@e', 'bucket', 'a/b%20c+d@e'],
    ['s3://my.bucket-1//a//b/', 'my.bucket-1', '/a//b/'],
    ['s3://bucket/..a/b..', 'bucket', '..a/b..'],
    ['s3://bucket/modèle', 'bucket', 'modèle'],
  ])('takes %s apart', (reference, bucket, key) => {
    expect(parseS3Reference(reference)).toEqual({ bucket, key });
  });

  it.each([
    ['s3://bucket', "isn't s3://bucket/key"],
    ['s3://bucket/', "isn't s3://bucket/key"],
    ['s3:///key', "isn't s3://bucket/key"],
    ['s3:bucket/key', "isn't s3://bucket/key"],
    ['s3://a:SECRET@bucket/key', 'names no valid bucket'],
    ['s3://bucket:9000/key', 'names no valid bucket'],
    ['s3://ab%2Fc/key', 'names no valid bucket'],
    ['s3://bucket/../other/key', 'has . or .. in its key'],
    ['s3://bucket/a/./b', 'has . or .. in its key'],
    ['s3://bucket/key?versionId=SECRET', 'has ? or # behind the key'],
    ['s3://bucket/key#SECRET', 'has ? or # behind the key'],
    [`s3://bucket/${'a'.repeat(1025)}`, 'more than 1024 bytes'],
  ])('refuses %s', (reference, reason) => {
    const parse = () => parseS3Reference(reference);
    expect(parse).toThrow(expect.objectContaining({ name: 'InputError' }));
    expect(parse).toThrow(reason);
    expect(parse).not.toThrow('SECRET');
  });
});
