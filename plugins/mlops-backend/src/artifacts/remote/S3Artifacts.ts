import { GetObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type { Readable } from 'node:stream';
import { describeReference } from './describeReference';
import { parseS3Reference } from './parseS3Reference';
import type { OpenOptions, RemoteTimeouts } from './OpenOptions';
import type { S3Source } from './RemoteSources';
import { tooLarge, wholeBody } from './wholeBody';

/** Reads artifacts from buckets of one object store that are allowed. */
export class S3Artifacts {
  readonly #client: S3Client;
  readonly #buckets: ReadonlySet<string>;
  readonly #timeouts: RemoteTimeouts;

  /** @throws `Error` when only half of the credentials is given */
  constructor(source: S3Source, options: { timeouts: RemoteTimeouts }) {
    const { accessKeyId, secretAccessKey, endpoint, forcePathStyle } = source;
    if (!accessKeyId !== !secretAccessKey) {
      throw new Error(
        'mlops.artifacts.remote.s3: accessKeyId and secretAccessKey are given together or not at all',
      );
    }
    this.#buckets = new Set(source.buckets);
    this.#timeouts = options.timeouts;
    this.#client = new S3Client({
      region: source.region ?? (endpoint ? 'us-east-1' : undefined),
      endpoint,
      forcePathStyle,
      credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
      requestHandler: {
        connectionTimeout: this.#timeouts.connectMs,
        requestTimeout: this.#timeouts.headersMs,
        throwOnRequestTimeout: true,
      },
    });
  }

  /**
   * See `RemoteArtifacts.open`.
   *
   * @throws `ServiceUnavailableError` when the store can't be reached or doesn't answer as it should
   */
  async open(reference: string, options: OpenOptions): Promise<Readable> {
    const what = describeReference(reference);
    const { bucket, key } = parseS3Reference(reference);
    if (!this.#buckets.has(bucket)) {
      throw new InputError(
        `Artifacts may not be read from ${what}: mlops.artifacts.remote.s3.buckets doesn't have its bucket`,
      );
    }
    const { Body, ContentLength } = await this.#get(bucket, key, what, options.signal);
    const body = Body as Readable;
    if (ContentLength === undefined || ContentLength > options.maxBytes) {
      body.on('error', () => {});
      body.destroy();
      throw ContentLength === undefined ? unavailable(what) : tooLarge(what, options.maxBytes);
    }
    return wholeBody(body, {
      ...options,
      what,
      expectedBytes: ContentLength,
      idleMs: this.#timeouts.idleMs,
    });
  }

  async #get(bucket: string, key: string, what: string, signal: AbortSignal | undefined) {
    try {
      return await this.#client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), {
        abortSignal: signal,
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw describeError(error, what);
    }
  }
}

/** The client's own messages have the endpoint's address and the key's name in them. */
function describeError(error: unknown, what: string): Error {
  const status = error instanceof S3ServiceException && error.$metadata.httpStatusCode;
  if (status === 404) return new InputError(`The object store has no ${what}`);
  if (status === 401 || status === 403) {
    return new InputError(`The object store doesn't let this installation read ${what}`);
  }
  return unavailable(what);
}

function unavailable(what: string): ServiceUnavailableError {
  return new ServiceUnavailableError(`The object store can't give ${what} at present`);
}
