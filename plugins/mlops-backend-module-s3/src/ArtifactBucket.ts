import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListMultipartUploadsCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import type { ListMultipartUploadsCommandOutput } from '@aws-sdk/client-s3';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { Readable } from 'node:stream';
import type { S3Config } from './readS3Config';
import { steadyBody } from './steadyBody';
import { isMissingObject, StoreFailure } from './StoreFailure';
import { uploadFile } from './uploadFile';
import type { FileToUpload, UploadTarget } from './uploadFile';

/** What the store is waited for, in milliseconds. */
export interface StoreTimeouts {
  connectMs: number;
  /** Until an answer begins. */
  answerMs: number;
  /** The longest time without a byte of an answer. */
  idleMs: number;
}

const TIMEOUTS: StoreTimeouts = { connectMs: 10_000, answerMs: 30_000, idleMs: 60_000 };

/**
 * A bucket, or what is below a prefix of it. Keys are those behind the prefix. Every failure of the store is a `StoreFailure`; what
 * may pass is tried three times before.
 */
export class ArtifactBucket {
  readonly #client: S3Client;
  readonly #config: S3Config;
  readonly #logger: LoggerService;
  readonly #idleMs: number;

  constructor(config: S3Config, logger: LoggerService, timeouts: StoreTimeouts = TIMEOUTS) {
    this.#config = config;
    this.#logger = logger;
    this.#idleMs = timeouts.idleMs;
    this.#client = new S3Client({
      region: config.region,
      endpoint: config.endpoint,
      forcePathStyle: config.forcePathStyle,
      credentials: config.credentials,
      // Uploads have checksums of ours, downloads are compared with their digest. Several stores know no others.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      // It would take a new connection for each part.
      expectContinueHeader: false,
      requestHandler: {
        connectionTimeout: timeouts.connectMs,
        requestTimeout: timeouts.answerMs,
        throwOnRequestTimeout: true,
      },
    });
  }

  /**
   * Asks for one key, to find out whether the bucket can be reached and read.
   *
   * @throws `StoreFailure`; `InputError` when neither the configuration nor the AWS environment names a region
   */
  async check(): Promise<void> {
    const { bucket: Bucket, prefix: Prefix } = this.#config;
    await this.#client.config.region().catch(() => {
      throw new InputError(
        'mlops.artifacts.s3.region is needed, since the AWS environment names none',
      );
    });
    await this.#client
      .send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1 }))
      .catch(error => {
        throw new StoreFailure(`use the bucket ${Bucket}`, error);
      });
  }

  /** Stores a file under a key that nothing has. It is durable when this resolves. */
  async upload(key: string, file: FileToUpload): Promise<void> {
    const { encryption } = this.#config;
    const target: UploadTarget = {
      ...this.#at(key),
      ...(encryption && { ServerSideEncryption: encryption.algorithm }),
      ...(encryption?.kmsKeyId && { SSEKMSKeyId: encryption.kmsKeyId }),
    };
    const onStray = (error: unknown) =>
      this.#logger.warn(
        `${new StoreFailure('discard the parts of an upload that failed', error).message}. They are discarded later.`,
      );
    await uploadFile(this.#client, target, file, onStray);
  }

  /** The bytes of an object, as they are; nothing where there is no such object. */
  async open(key: string): Promise<Readable | undefined> {
    const what = 'give an artifact';
    try {
      const { Body } = await this.#client.send(new GetObjectCommand(this.#at(key)));
      return steadyBody(Body as Readable, what, this.#idleMs);
    } catch (error) {
      if (isMissingObject(error)) {
        return undefined;
      }
      throw new StoreFailure(what, error);
    }
  }

  /** The objects whose keys begin with a text, and when they were stored: those in several parts, when that began. */
  async *objects(beginning: string): AsyncIterable<{ key: string; storedAt: Date }> {
    const { bucket: Bucket, prefix } = this.#config;
    const pages = paginateListObjectsV2(
      { client: this.#client },
      { Bucket, Prefix: `${prefix}${beginning}` },
    );
    try {
      for await (const { Contents = [] } of pages) {
        // Without a time it is taken for new, so that nothing is removed of which it isn't known how old it is.
        for (const { Key = '', LastModified = new Date() } of Contents) {
          yield { key: Key.slice(prefix.length), storedAt: LastModified };
        }
      }
    } catch (error) {
      throw new StoreFailure('list artifacts', error);
    }
  }

  /** Does nothing where there is no such object. */
  async remove(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand(this.#at(key))).catch(error => {
      throw new StoreFailure('remove an artifact', error);
    });
  }

  /** Discards the parts of uploads that began before a time and never ended. */
  async discardPartsBefore(time: Date): Promise<void> {
    const { bucket: Bucket, prefix: Prefix } = this.#config;
    let page: ListMultipartUploadsCommandOutput | undefined;
    try {
      do {
        page = await this.#client.send(
          new ListMultipartUploadsCommand({
            Bucket,
            Prefix,
            KeyMarker: page?.NextKeyMarker,
            UploadIdMarker: page?.NextUploadIdMarker,
          }),
        );
        for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
          if (Initiated && Initiated < time) {
            await this.#client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
          }
        }
      } while (page.IsTruncated);
    } catch (error) {
      throw new StoreFailure('discard the parts of uploads that never ended', error);
    }
  }

  #at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#config.bucket, Key: `${this.#config.prefix}${key}` };
  }
}
