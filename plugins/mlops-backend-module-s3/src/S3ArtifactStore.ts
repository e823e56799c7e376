import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { digestHex, receiveFile } from '@mlops-backstage/plugin-mlops-node';
import type { ArtifactStore, StagedArtifact } from '@mlops-backstage/plugin-mlops-node';
import { randomUUID } from 'node:crypto';
import { mkdir, opendir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ArtifactBucket } from './ArtifactBucket';
import { LocalCache } from './LocalCache';
import { StagedUpload } from './StagedUpload';
import { DamagedArtifactError } from './StoreFailure';

const FOLDER = 'sha256/';
/** What a copy is called: by the digest, and by who stored it. One that was brought from a folder has the digest alone. */
const COPY = /^sha256\/[0-9a-f]{2}\/([0-9a-f]{64})(\.[0-9a-f-]{36})?$/;
/** Local files this old are of a process that was killed. In milliseconds. */
const LEFT_BEHIND_MS = 24 * 3_600_000;

interface Copy {
  key: string;
  storedAt: Date;
}

/**
 * Keeps artifacts in a bucket. Uploads are received in a local folder, and what is read from files is fetched into it
 * (`LocalCache`); replicas share the bucket alone.
 *
 * Every commit stores a **copy of its own**: `sha256/<first two digits>/<digest>.<random id>`, which is never written again.
 * That is what makes replicas safe without asking each other: whatever is removed is a copy that somebody has seen to be old, however
 * late the request for it arrives, and a registration on its way has another one. With one key for each digest a removal
 * would have to be conditional, and S3's condition (`If-Match`) compares ETags, which are the same for the same bytes; stores other than
 * AWS's mostly have none; and to look at the time first leaves a gap in which another replica stores the bytes again. Copies that
 * were superseded are removed by `discardStagedBefore`.
 */
export class S3ArtifactStore implements ArtifactStore {
  /** @param options.directory - on a local disk, of this process alone; made where it doesn't exist */
  static async create(
    bucket: ArtifactBucket,
    options: { directory: string; maxBytes: number },
    logger: LoggerService,
  ): Promise<S3ArtifactStore> {
    const staging = join(options.directory, 'staging');
    await mkdir(staging, { recursive: true });
    const cache = await LocalCache.create(
      { folder: join(options.directory, 'sha256'), staging, maxBytes: options.maxBytes },
      logger,
    );
    const store = new S3ArtifactStore(bucket, cache, staging, logger);
    // The clean-up runs on one replica at a time, which sees its own disk only.
    await store.discardLocalBefore(new Date(Date.now() - LEFT_BEHIND_MS));
    return store;
  }

  private constructor(
    private readonly bucket: ArtifactBucket,
    private readonly cache: LocalCache,
    private readonly staging: string,
    private readonly logger: LoggerService,
  ) {}

  async stage(content: Readable, limits: { maxBytes: number }): Promise<StagedArtifact> {
    const path = join(this.staging, randomUUID());
    const { digest, sizeBytes } = await receiveFile(content, path, {
      ...limits,
      what: 'The artifact',
    });
    const hex = digestHex(digest);
    const key = `${keyOf(hex)}.${randomUUID()}`;
    return new StagedUpload(this.bucket, key, { path, sizeBytes, hex }, this.logger);
  }

  /** The bytes as they are in the bucket, not compared with the digest. */
  async read(digest: string): Promise<Readable> {
    for (const { key } of await this.copiesOf(digest)) {
      const body = await this.bucket.open(key);
      if (body) {
        return body;
      }
      // It was superseded, or its registration refused, meanwhile: the next one is as good.
    }
    throw notFound(digest);
  }

  /** The bytes in the cache are given out also when the bucket can't be reached, or has them no more. */
  async localPath(digest: string): Promise<string> {
    return this.cache.get(digestHex(digest), path => this.fetch(digest, path));
  }

  async retain(digests: ReadonlySet<string>): Promise<void> {
    this.cache.retain(new Set([...digests].map(digestHex)));
  }

  async *list(): AsyncIterable<{ digest: string; storedAt: Date }> {
    for await (const { digest, copies } of this.artifacts()) {
      yield { digest, storedAt: copies[0].storedAt };
    }
  }

  /**
   * Removes the copies that are older than the time, and no other (see the class). What remains: the time is the portal's, that of
   * a copy the bucket's, and one of several parts is as old as the beginning of its upload; so clocks that differ, and the time
   * that a registration takes from the beginning of its upload to its end, have to stay within what the caller allows for, which is a
   * day.
   */
  async delete(digest: string, unlessStoredSince: Date): Promise<void> {
    const copies = await this.copiesOf(digest);
    const old = copies.filter(copy => isBefore(copy, unlessStoredSince));
    for (const { key } of old) {
      await this.bucket.remove(key);
    }
    if (old.length === copies.length) {
      this.cache.forget(digestHex(digest));
    }
  }

  /** Removes copies that were superseded before the time, too. */
  async discardStagedBefore(time: Date): Promise<void> {
    await this.discardLocalBefore(time);
    await this.bucket.discardPartsBefore(time);
    for await (const { copies } of this.artifacts()) {
      // The newest of the old ones stays: those that are newer may belong to registrations that are refused yet.
      const [, ...superseded] = copies.filter(copy => isBefore(copy, time));
      for (const { key } of superseded) {
        await this.bucket.remove(key);
      }
    }
  }

  private async discardLocalBefore(time: Date): Promise<void> {
    for await (const entry of await opendir(this.staging)) {
      const path = join(this.staging, entry.name);
      // It may be moved into its place, or removed, meanwhile.
      const found = await stat(path).catch(() => undefined);
      if (found && found.mtime < time) {
        await rm(path, { force: true });
      }
    }
  }

  private async fetch(digest: string, path: string): Promise<number> {
    let isDamaged = false;
    for (const { key } of await this.copiesOf(digest)) {
      const body = await this.bucket.open(key);
      if (body) {
        const received = await receiveFile(body, path, {
          maxBytes: Number.MAX_SAFE_INTEGER,
          what: 'The artifact',
        });
        if (received.digest === digest) {
          return received.sizeBytes;
        }
        await rm(path);
        isDamaged = true;
        this.logger.error(`The object ${key} has the digest ${received.digest}, not its own`);
      }
    }
    throw isDamaged ? new DamagedArtifactError(digest) : notFound(digest);
  }

  /** The newest first; none where the store hasn't got the artifact. */
  private async copiesOf(digest: string): Promise<Copy[]> {
    for await (const { copies } of this.artifacts(keyOf(digestHex(digest)))) {
      return copies;
    }
    return [];
  }

  /** What is in the bucket, with the copies of each artifact, the newest first. */
  private async *artifacts(
    beginning: string = FOLDER,
  ): AsyncIterable<{ digest: string; copies: Copy[] }> {
    let current: { digest: string; copies: Copy[] } | undefined;
    // Keys come sorted, so those of one digest follow each other.
    for await (const { key, storedAt } of this.bucket.objects(beginning)) {
      const hex = COPY.exec(key)?.[1];
      if (hex) {
        const digest = `sha256:${hex}`;
        if (current?.digest !== digest) {
          if (current) {
            yield sorted(current);
          }
          current = { digest, copies: [] };
        }
        current.copies.push({ key, storedAt });
      }
    }
    if (current) {
      yield sorted(current);
    }
  }
}

function keyOf(hex: string): string {
  return `${FOLDER}${hex.slice(0, 2)}/${hex}`;
}

/** By time, and by key where that is the same, so that replicas agree on which is the newest. */
function sorted({ digest, copies }: { digest: string; copies: Copy[] }) {
  const newestFirst = (a: Copy, b: Copy) =>
    b.storedAt.getTime() - a.storedAt.getTime() || (a.key < b.key ? 1 : -1);
  return { digest, copies: copies.sort(newestFirst) };
}

/** Whether a copy was stored before a time for sure: lists tell whole seconds, what comes after them is cut off. */
function isBefore({ storedAt }: Copy, time: Date): boolean {
  return storedAt.getTime() + 1_000 <= time.getTime();
}

function notFound(digest: string): NotFoundError {
  return new NotFoundError(`The store has no artifact ${digest}`);
}
