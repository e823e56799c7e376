import { checkExternalArtifact, EXTERNAL_FORMATS } from './ArtifactFormat';

const DIGEST = `sha256:${'ab'.repeat(32)}`;
const OTHER = `sha256:${'cd'.repeat(32)}`;

describe('checkExternalArtifact', () => {
  it.each(Object.keys(EXTERNAL_FORMATS).filter(format => format !== 'container-image'))(
    'accepts %s with place, digest and size',
    format => {
      const artifact = { format, uri: 's3://models/a', digest: DIGEST, sizeBytes: 5 };
      expect(checkExternalArtifact(artifact)).toEqual(artifact);
    },
  );

  it.each([
    'https://models.example.com/a%20b.pkl',
    'https://models.example.com:8443/a.pkl?download=true&ref=v1',
    's3://bucket/a b/c@d.pkl',
    's3://bucket/key?versionId=3sL4kqtJlcpXroDTDmJ',
    'gs://bucket/a/model.safetensors',
    'abfss://models@account.dfs.core.windows.net/a/b',
    'wasbs://models@account.blob.core.windows.net/a',
    'hdfs://namenode:8020/models/a',
    'hdfs:///models/a',
    'dbfs:/models/a',
    'oci://registry.example.com/team/model',
    'mlflow-artifacts:/1/abc/artifacts/model',
    'mlflow-artifacts://tracking.example.com/1/abc',
    'models:/flight-delay/3',
    'models:/flight-delay@champion',
    'runs:/0123456789abcdef/model',
  ])('accepts the place %s', uri => {
    expect(checkExternalArtifact({ format: 'mlflow', uri, digest: DIGEST })).toEqual({
      format: 'mlflow',
      uri,
      digest: DIGEST,
    });
  });

  it.each([
    ['file:///etc/passwd', 'has none of the schemes https, s3,'],
    ['http://models.example.com/a', 'has none of the schemes'],
    ['ftp://models.example.com/a', 'has none of the schemes'],
    ['mailto:a@example.com', 'has none of the schemes'],
    ['data:text/plain,a', 'has none of the schemes'],
    ['/models/a.pkl', 'has none of the schemes'],
    ['C:\\models\\a.pkl', 'has none of the schemes'],
    ['', 'has none of the schemes'],
    ['https:models.example.com/a', 'names no host or bucket'],
    ['s3:/bucket/a', 'names no host or bucket'],
    ['s3:///a', 'names no host or bucket'],
    ['s3://bucket', 'names no artifact, only its place'],
    ['https://models.example.com/', 'names no artifact, only its place'],
    ['https://user:SECRET@models.example.com/a', 'was given with a user name or password'],
    ['https://SECRET@models.example.com/a', 'was given with a user name or password'],
    ['s3://KEY:SECRET@bucket/a', 'was given with a user name or password'],
    ['abfss://models:SECRET@account.dfs.core.windows.net/a', 'a user name or password'],
    ['abfss://SECRET@account.dfs.core.windows.net/a', 'a user name or password'],
    ['https://bucket.s3.amazonaws.com/a?X-Amz-Signature=SECRET', 'a query or fragment'],
    ['https://account.blob.core.windows.net/a?sv=1&sig=SECRET', 'a query or fragment'],
    ['https://models.example.com/a#SECRET', 'a query or fragment'],
    ['s3://bucket/a\nb', 'has no control characters'],
    ['s3://bucket/a\u202eb', 'has no control characters'],
    [`s3://bucket/${'a'.repeat(2000)}`, 'has at most 2000 characters'],
  ])('refuses the place %j', (uri, reason) => {
    const check = () => checkExternalArtifact({ format: 'pickle', uri, digest: DIGEST });
    expect(check).toThrow(expect.objectContaining({ name: 'InputError' }));
    expect(check).toThrow(reason);
    expect(check).not.toThrow('SECRET');
  });

  it.each([
    'registry.example.com/team/model',
    'registry.example.com:5000/team/model:1.2',
    'localhost:5000/model',
    'model',
    'team/my_model--large',
    'oci://registry.example.com/team/model:1',
    'docker://ghcr.io/team/model',
  ])('takes the digest of the container image %s from its URI', image => {
    const uri = `${image}@${DIGEST}`;
    const expected = { format: 'container-image', uri, digest: DIGEST };
    expect(checkExternalArtifact({ format: 'container-image', uri })).toEqual(expected);
    expect(checkExternalArtifact(expected)).toEqual(expected);
  });

  it.each([
    ['without digest', 'registry.example.com/team/model:1', 'is no container image'],
    ['of another digest', `registry.example.com/model@${OTHER}`, 'is another than the given'],
    ['with a short digest', 'registry.example.com/model@sha256:abcd', 'is no container image'],
    ['with a password', `u:SECRET@registry.example.com/model@${DIGEST}`, 'is no container image'],
    ['with capitals', `registry.example.com/Model@${DIGEST}`, 'is no container image'],
    ['over https', `https://registry.example.com/model@${DIGEST}`, 'is no container image'],
    ['that goes on', `registry.example.com/model@${DIGEST}/a`, 'is no container image'],
    ['long to match', `${'a-'.repeat(900)}!@${DIGEST}`, 'is no container image'],
  ])('refuses a container image %s', (_, uri, reason) => {
    const began = performance.now();
    const check = () => checkExternalArtifact({ format: 'container-image', uri, digest: DIGEST });
    expect(check).toThrow(expect.objectContaining({ name: 'InputError' }));
    expect(check).toThrow(reason);
    expect(check).not.toThrow('SECRET');
    expect(performance.now() - began).toBeLessThan(500);
  });

  it.each([
    [{ format: 'zip' }, 'has one of the formats pickle,'],
    [{ format: 'toString' }, 'has one of the formats pickle,'],
    [{ digest: undefined }, 'needs its digest'],
    [{ digest: `sha256:${'AB'.repeat(32)}` }, '64 lower-case hexadecimal digits'],
    [{ digest: `md5:${'ab'.repeat(16)}` }, '64 lower-case hexadecimal digits'],
    [{ sizeBytes: 0 }, 'a positive whole number'],
    [{ sizeBytes: 1.5 }, 'a positive whole number'],
    [{ sizeBytes: Number.NaN }, 'a positive whole number'],
    [{ sizeBytes: 2 ** 53 }, 'a positive whole number'],
  ])('refuses %j', (wrong, reason) => {
    const artifact = { format: 'pickle', uri: 's3://models/a', digest: DIGEST, ...wrong };
    const check = () => checkExternalArtifact(artifact);
    expect(check).toThrow(expect.objectContaining({ name: 'InputError' }));
    expect(check).toThrow(reason);
  });
});
