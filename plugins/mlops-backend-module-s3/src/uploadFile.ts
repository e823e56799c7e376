import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { CompletedPart, PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { StoreFailure } from './StoreFailure';

/** A part is held in memory, so that it can be sent again, and hashed in one go. S3 wants at least 5 MiB. */
const PART_BYTES = 8 * 1024 * 1024;
/** S3 takes no more. */
const MAX_PARTS = 10_000;
/** Parts that are under way at once. */
const PARALLEL = 4;
/** How long a part may take until it is answered: 8 MiB at 70 kB a second. In milliseconds. */
const PART_TIMEOUT_MS = 120_000;

const CHECKED = { ChecksumAlgorithm: 'SHA256' } as const;
const SENDING = { requestTimeout: PART_TIMEOUT_MS };

/** Where a file goes, and how it is encrypted there. */
export type UploadTarget = Pick<
  PutObjectCommandInput,
  'Bucket' | 'Key' | 'ServerSideEncryption' | 'SSEKMSKeyId'
> & { Bucket: string; Key: string };

/** A file that isn't changed any more. */
export interface FileToUpload {
  path: string;
  sizeBytes: number;
  /** Its SHA-256, in hexadecimal. */
  hex: string;
}

/**
 * Stores a file as an object, whole or not at all: in one request, or, where it is larger than 8 MiB, in several. The store
 * compares every request with the SHA-256 that is sent with it, and what was read has to have the file's digest.
 *
 * @param onStray - told of parts that couldn't be taken back, which cost room until they are
 * @throws `StoreFailure`; `Error` when the file can't be read, or has another digest by now
 */
export async function uploadFile(
  client: S3Client,
  target: UploadTarget,
  { path, sizeBytes, hex }: FileToUpload,
  onStray: (error: unknown) => void,
): Promise<void> {
  const file = await open(path);
  try {
    if (sizeBytes > PART_BYTES) {
      await uploadParts(client, target, { file, sizeBytes, hex }, onStray);
      return;
    }
    const body = await readAt(file, 0, sizeBytes);
    expectDigest(createHash('sha256').update(body).digest('hex'), hex);
    const ChecksumSHA256 = Buffer.from(hex, 'hex').toString('base64');
    await taken(
      client.send(
        new PutObjectCommand({ ...target, ...CHECKED, Body: body, ChecksumSHA256 }),
        SENDING,
      ),
    );
  } finally {
    await file.close();
  }
}

async function uploadParts(
  client: S3Client,
  target: UploadTarget,
  { file, sizeBytes, hex }: { file: FileHandle; sizeBytes: number; hex: string },
  onStray: (error: unknown) => void,
): Promise<void> {
  const { Bucket, Key } = target;
  const { UploadId } = await taken(
    client.send(new CreateMultipartUploadCommand({ ...target, ...CHECKED })),
  );
  const upload = { Bucket, Key, UploadId };
  try {
    const Parts = await sendParts(client, upload, { file, sizeBytes, hex });
    await taken(
      client.send(
        new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }),
        SENDING,
      ),
    );
  } catch (error) {
    // An answer that got lost leaves an upload that is complete, and that isn't known any more when it is asked for again.
    if (await hasObject(client, Bucket, Key, sizeBytes)) {
      return;
    }
    await client.send(new AbortMultipartUploadCommand(upload)).catch(onStray);
    throw error;
  }
}

async function sendParts(
  client: S3Client,
  upload: { Bucket: string; Key: string; UploadId: string | undefined },
  { file, sizeBytes, hex }: { file: FileHandle; sizeBytes: number; hex: string },
): Promise<CompletedPart[]> {
  const partBytes = Math.max(PART_BYTES, Math.ceil(sizeBytes / MAX_PARTS));
  const whole = createHash('sha256');
  const parts: CompletedPart[] = [];
  let underWay: Array<Promise<CompletedPart>> = [];
  try {
    for (let at = 0; at < sizeBytes; at += partBytes) {
      const body = await readAt(file, at, Math.min(partBytes, sizeBytes - at));
      whole.update(body);
      const PartNumber = at / partBytes + 1;
      const ChecksumSHA256 = createHash('sha256').update(body).digest('base64');
      const sending = client
        .send(
          new UploadPartCommand({ ...upload, ...CHECKED, PartNumber, Body: body, ChecksumSHA256 }),
          SENDING,
        )
        .then(({ ETag }) => ({ PartNumber, ETag, ChecksumSHA256 }));
      // Its failure is met below, maybe after the next part was read.
      sending.catch(() => {});
      underWay.push(sending);
      if (underWay.length === PARALLEL || at + partBytes >= sizeBytes) {
        parts.push(...(await taken(Promise.all(underWay))));
        underWay = [];
      }
    }
  } finally {
    // A part that came after the upload was aborted would stay.
    await Promise.allSettled(underWay);
  }
  expectDigest(whole.digest('hex'), hex);
  return parts;
}

/** What the store answered, where a failure is the store's and not the local disk's. */
function taken<T>(answer: Promise<T>): Promise<T> {
  return answer.catch(error => {
    throw new StoreFailure('take an artifact', error);
  });
}

async function hasObject(client: S3Client, Bucket: string, Key: string, sizeBytes: number) {
  const found = await client
    .send(new HeadObjectCommand({ Bucket, Key }))
    // It isn't there, or nobody can tell: the failure that led here is the one to tell of.
    .catch(() => undefined);
  return found?.ContentLength === sizeBytes;
}

async function readAt(file: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  let read = 0;
  while (read < bytes) {
    const { bytesRead } = await file.read(buffer, read, bytes - read, position + read);
    if (bytesRead === 0) {
      throw new Error('The staged artifact is shorter than it was');
    }
    read += bytesRead;
  }
  return buffer;
}

function expectDigest(found: string, expected: string): void {
  if (found !== expected) {
    throw new Error(
      `The staged artifact has the digest sha256:${found} now, but had sha256:${expected}`,
    );
  }
}
