import { S3ServiceException } from '@aws-sdk/client-s3';
import { StoreFailure } from './StoreFailure';

const answered = (name: string, httpStatusCode: number) =>
  new S3ServiceException({
    name,
    message: 'SECRET at https://internal',
    $fault: 'client',
    $metadata: { httpStatusCode },
  });
const failed = (code: string, name: string = 'Error') =>
  Object.assign(new Error('connect to 10.0.0.1'), { code, name });

describe('StoreFailure', () => {
  it.each<[unknown, string, boolean]>([
    [answered('NoSuchBucket', 404), "the bucket isn't there", true],
    [answered('AccessDenied', 403), 'access is denied', true],
    [answered('SomethingNew', 403), 'access is denied', true],
    [answered('SignatureDoesNotMatch', 403), "the credentials aren't accepted", true],
    [answered('UnknownError', 301), 'the bucket is in another region', true],
    [answered('SlowDown', 503), 'it is overloaded', false],
    [answered('InternalError', 500), 'it answers with status 500', false],
    [failed('', 'CredentialsProviderError'), 'there are no credentials for it', true],
    [failed('ECONNREFUSED'), 'its host refuses connections', false],
    // As the SDK has it.
    [failed('ECONNRESET', 'TimeoutError'), 'the connection broke off', false],
    [failed('ETIMEDOUT', 'TimeoutError'), "it doesn't answer in time", false],
    [failed('DEPTH_ZERO_SELF_SIGNED_CERT'), "its certificate isn't trusted", true],
    [failed('constructor'), 'the request failed', false],
    [undefined, 'the request failed', false],
  ])('says why: %s', (error, reason, isLasting) => {
    const failure = new StoreFailure('take an artifact', error);
    expect(failure.message).toBe(`The artifact store can't take an artifact: ${reason}`);
    expect(failure).toMatchObject({ name: 'StoreFailure', statusCode: 503, isLasting });
    expect(failure.cause).toBeUndefined();
  });
});
