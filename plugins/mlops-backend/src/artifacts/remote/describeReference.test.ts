import fc from 'fast-check';
import { describeReference } from './describeReference';

describe('describeReference', () => {
  it.each([
    ['https://host/a/b.onnx', 'https://host/a/b.onnx'],
    ['https://host/b?X-Amz-Signature=SECRET', 'https://host/b'],
    ['https://host?SECRET', 'https://host'],
    ['https://host/b#SECRET', 'https://host/b'],
    ['https://host/b#SECRET?SECRET', 'https://host/b'],
    ['https://user:SECRET@host:8443/b', 'https://host:8443/b'],
    ['https://SECRET@SECRET@host/b', 'https://host/b'],
    ['https:user:SECRET@host/b', 'https:host/b'],
    ['https:\\\\user:SECRET@host\\b', 'https:\\\\host\\b'],
    ['//user:SECRET@host/b', '//host/b'],
    ['user:SECRET@host/b', 'user:host/b'],
    ['SECRET@host/b', 'host/b'],
    [' https://u:SECRET@host/b', 'https://host/b'],
    ['s3://KEY:SECRET@bucket/a@b', 's3://bucket/a@b'],
    ['s3://bucket/key?versionId=SECRET', 's3://bucket/key'],
    ['https://host/a\nb\u202ec', 'https://host/a\ufffdb\ufffdc'],
    ['', ''],
  ])('shows %j as %j', (reference, shown) => {
    expect(describeReference(reference)).toBe(shown);
  });

  it('shows at most 500 characters', () => {
    expect(describeReference(`https://host/${'a'.repeat(1000)}`)).toMatch(/^https:.{492}a…$/u);
  });

  it('never shows what WHATWG takes for credentials, query or fragment', () => {
    const secret = fc.stringMatching(/^SECRET[a-z@:/?#]{0,4}$/);
    fc.assert(
      fc.property(secret, secret, secret, (user, query, fragment) => {
        const reference = `https://${encodeURIComponent(user)}:${encodeURIComponent(user)}@host/p?${query}#${fragment}`;
        expect(describeReference(reference)).toBe('https://host/p');
      }),
    );
  });
});
