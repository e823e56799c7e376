import { S3ServiceException } from '@aws-sdk/client-s3';
import { CustomErrorBase } from '@backstage/errors';

interface Reason {
  words: string;
  /** Whether somebody has to change something before it can go well. */
  isLasting: boolean;
}

const lasting = (words: string): Reason => ({ words, isLasting: true });
const passing = (words: string): Reason => ({ words, isLasting: false });

const NO_BUCKET = lasting("the bucket isn't there");
const OTHER_REGION = lasting('the bucket is in another region');
const DENIED = lasting('access is denied');
const NOT_ACCEPTED = lasting("the credentials aren't accepted");
const NO_KEY = lasting("the encryption key can't be used");
const ALTERED = passing('other bytes arrived than were sent');
const OVERLOADED = passing('it is overloaded');
const NO_ANSWER = passing("it doesn't answer in time");
const ENDED = passing('the connection broke off');
const UNKNOWN_HOST = passing('its host is not known');
const UNREACHABLE = passing('its host is not reachable');
const NOT_TRUSTED = lasting("its certificate isn't trusted");

/** By the code of S3's answer, the SDK's name of the error, or Node's code. */
const REASONS = new Map<string, Reason>(
  Object.entries({
    NoSuchBucket: NO_BUCKET,
    PermanentRedirect: OTHER_REGION,
    AuthorizationHeaderMalformed: OTHER_REGION,
    IllegalLocationConstraintException: OTHER_REGION,
    AccessDenied: DENIED,
    AllAccessDisabled: DENIED,
    InvalidAccessKeyId: NOT_ACCEPTED,
    SignatureDoesNotMatch: NOT_ACCEPTED,
    InvalidToken: NOT_ACCEPTED,
    ExpiredToken: NOT_ACCEPTED,
    RequestTimeTooSkewed: lasting('the clock of this machine is wrong'),
    CredentialsProviderError: lasting('there are no credentials for it'),
    'KMS.DisabledException': NO_KEY,
    'KMS.InvalidStateException': NO_KEY,
    'KMS.NotFoundException': NO_KEY,
    BadDigest: ALTERED,
    XAmzContentSHA256Mismatch: ALTERED,
    SlowDown: OVERLOADED,
    ServiceUnavailable: OVERLOADED,
    RequestTimeout: NO_ANSWER,
    TimeoutError: NO_ANSWER,
    ETIMEDOUT: NO_ANSWER,
    ECONNRESET: ENDED,
    EPIPE: ENDED,
    ECONNREFUSED: passing('its host refuses connections'),
    ENOTFOUND: UNKNOWN_HOST,
    EAI_AGAIN: UNKNOWN_HOST,
    EHOSTUNREACH: UNREACHABLE,
    ENETUNREACH: UNREACHABLE,
    CERT_HAS_EXPIRED: NOT_TRUSTED,
    ERR_TLS_CERT_ALTNAME_INVALID: NOT_TRUSTED,
    DEPTH_ZERO_SELF_SIGNED_CERT: NOT_TRUSTED,
    SELF_SIGNED_CERT_IN_CHAIN: NOT_TRUSTED,
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NOT_TRUSTED,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: NOT_TRUSTED,
  }),
);

/**
 * The object store didn't do what it was asked to; answered with status 503. Says why by the kind of the failure alone: the
 * SDK's messages have addresses, keys and parts of credentials in them, so neither they nor their error are kept.
 */
export class StoreFailure extends CustomErrorBase {
  override name = 'StoreFailure' as const;
  readonly statusCode = 503;
  /** Whether somebody has to change something before it can go well. */
  readonly isLasting: boolean;

  /** @param what - couldn't be done, as it goes on behind "The artifact store can't" */
  constructor(what: string, error: unknown) {
    const { words, isLasting } = reasonOf(error);
    super(`The artifact store can't ${what}: ${words}`);
    this.isLasting = isLasting;
  }
}

/** An artifact whose bytes in the bucket aren't those of its digest. */
export class DamagedArtifactError extends CustomErrorBase {
  override name = 'DamagedArtifactError' as const;

  constructor(digest: string) {
    super(
      `The bytes that the artifact store has of ${digest} have another digest: they were changed or damaged`,
    );
  }
}

/** Whether the failure is that there is no such object, as opposed to no such bucket. */
export function isMissingObject(error: unknown): boolean {
  return error instanceof S3ServiceException && ['NoSuchKey', 'NotFound'].includes(error.name);
}

function reasonOf(error: unknown): Reason {
  const { name = '', code = '' } = (error ?? {}) as { name?: string; code?: string };
  // Node's code first: the SDK calls a connection that broke off a timeout, too.
  const known = REASONS.get(code) ?? REASONS.get(name);
  if (known) {
    return known;
  }
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  if (status === 301 || status === 307) return OTHER_REGION;
  if (status === 401) return NOT_ACCEPTED;
  if (status === 403) return DENIED;
  return status ? passing(`it answers with status ${status}`) : passing('the request failed');
}
