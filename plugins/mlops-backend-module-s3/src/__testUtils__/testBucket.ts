import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';

/** A real object store, where somebody says where there is one. */
export const endpoint = process.env.MLOPS_TEST_S3_ENDPOINT;

/** For the names of tests that need one. */
export const skipped = endpoint ? '' : ': skipped, MLOPS_TEST_S3_ENDPOINT names no server';

export const CREDENTIALS = { accessKeyId: 'KEY', secretAccessKey: 'SECRET' };

/** For tests: a bucket as its operator sees it, past what is tested. */
export class TestBucket {
  readonly name = `mlops-test-${randomUUID()}`;
  readonly #client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: CREDENTIALS,
  });

  async create(): Promise<void> {
    await this.#client.send(new CreateBucketCommand({ Bucket: this.name }));
  }

  destroy(): void {
    this.#client.destroy();
  }

  async keys(Prefix: string = ''): Promise<string[]> {
    const { Contents = [] } = await this.#client.send(
      new ListObjectsV2Command({ Bucket: this.name, Prefix }),
    );
    return Contents.map(({ Key }) => Key!);
  }

  /** Keys of uploads in several parts that aren't over. */
  async uploads(Prefix: string = ''): Promise<string[]> {
    const { Uploads = [] } = await this.#client.send(
      new ListMultipartUploadsCommand({ Bucket: this.name, Prefix }),
    );
    return Uploads.map(({ Key }) => Key!);
  }

  async put(Key: string, Body: string): Promise<void> {
    await this.#client.send(new PutObjectCommand({ Bucket: this.name, Key, Body }));
  }

  head(Key: string) {
    return this.#client.send(
      new GetObjectCommand({ Bucket: this.name, Key, ChecksumMode: 'ENABLED' }),
    );
  }

  async remove(Key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.name, Key }));
  }
}
