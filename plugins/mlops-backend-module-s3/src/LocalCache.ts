import type { LoggerService } from '@backstage/backend-plugin-api';
import { byteCount } from '@mlops-backstage/plugin-mlops-node';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, renameSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const HEX = /^[0-9a-f]{64}$/;

/**
 * Fetches the bytes of an artifact.
 *
 * @param path - a file that isn't there yet
 * @returns how many bytes it has. They are those of the digest, or it fails.
 */
export type Fetch = (path: string) => Promise<number>;

/**
 * Files that were fetched, by the digest of their bytes, in a folder that no other process uses. A file gets its name when it is
 * whole and its digest was found right; one of an earlier run is read again before it is given out.
 *
 * Files that were given out are in use, and never removed, until `retain` is called without them: a session may be opened
 * from its file long after, when it was closed for want of requests. Of the others the least recently used go when all take more than
 * `maxBytes`, so a file that is fetched may take room besides.
 */
export class LocalCache {
  readonly #folder: string;
  /** Bytes of the files by digest, the least recently used first. */
  readonly #files = new Map<string, number>();
  /** Those that this process has fetched, or read and found right. */
  readonly #verified = new Set<string>();
  readonly #underWay = new Map<string, Promise<string>>();
  #inUse: ReadonlySet<string> = new Set();
  #isOverfull = false;

  /**
   * @param options.staging - a folder of the same file system, for files that aren't whole and those that go
   */
  static async create(
    options: { folder: string; staging: string; maxBytes: number },
    logger: LoggerService,
  ): Promise<LocalCache> {
    const cache = new LocalCache(options, logger);
    await cache.#load();
    return cache;
  }

  private constructor(
    private readonly options: { folder: string; staging: string; maxBytes: number },
    private readonly logger: LoggerService,
  ) {
    this.#folder = options.folder;
  }

  /** A file with the bytes of a digest, in use from now on; fetched once, however many ask for it at a time. */
  get(hex: string, fetch: Fetch): Promise<string> {
    // Before anything is awaited: what is in use isn't removed, so the file is still there when it is given out.
    this.#inUse = new Set(this.#inUse).add(hex);
    let found = this.#underWay.get(hex);
    if (!found) {
      found = this.#provide(hex, fetch).finally(() => this.#underWay.delete(hex));
      this.#underWay.set(hex, found);
    }
    return found;
  }

  /** Says which of the files that were given out stay in use. Those that are being fetched do. */
  retain(hexes: ReadonlySet<string>): void {
    this.#inUse = new Set([...hexes, ...this.#underWay.keys()]);
    this.#makeRoom();
  }

  /** Removes a file that isn't in use. */
  forget(hex: string): void {
    if (!this.#inUse.has(hex) && this.#files.has(hex)) {
      this.#remove(hex);
    }
  }

  async #load(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const found: Array<{ hex: string; bytes: number; usedMs: number }> = [];
    for (const hex of (await readdir(this.#folder)).filter(name => HEX.test(name))) {
      const { size, mtimeMs } = await stat(join(this.#folder, hex));
      found.push({ hex, bytes: size, usedMs: mtimeMs });
    }
    found.sort((a, b) => a.usedMs - b.usedMs);
    for (const { hex, bytes } of found) {
      this.#files.set(hex, bytes);
    }
    this.#makeRoom();
  }

  async #provide(hex: string, fetch: Fetch): Promise<string> {
    const path = join(this.#folder, hex);
    if (await this.#has(hex, path)) {
      return path;
    }
    const temporary = join(this.options.staging, randomUUID());
    try {
      const bytes = await fetch(temporary);
      await chmod(temporary, 0o440);
      await rename(temporary, path);
      this.#verified.add(hex);
      this.#use(hex, bytes);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    this.#makeRoom();
    return path;
  }

  async #has(hex: string, path: string): Promise<boolean> {
    const bytes = this.#files.get(hex);
    if (bytes === undefined) {
      return false;
    }
    // Somebody may have emptied the folder.
    const found = await stat(path).catch(() => undefined);
    if (found?.size !== bytes || !(await this.#verify(hex, path))) {
      this.#files.delete(hex);
      this.#verified.delete(hex);
      this.logger.warn(`The local copy of the artifact sha256:${hex} was changed or removed`);
      return false;
    }
    this.#use(hex, bytes);
    // For the order after a restart.
    const now = new Date();
    await utimes(path, now, now);
    return true;
  }

  async #verify(hex: string, path: string): Promise<boolean> {
    if (!this.#verified.has(hex)) {
      const hash = createHash('sha256');
      await pipeline(createReadStream(path), hash);
      if (hash.digest('hex') !== hex) {
        return false;
      }
      this.#verified.add(hex);
    }
    return true;
  }

  #use(hex: string, bytes: number): void {
    this.#files.delete(hex);
    this.#files.set(hex, bytes);
  }

  #makeRoom(): void {
    let bytes = [...this.#files.values()].reduce((sum, one) => sum + one, 0);
    for (const [hex, size] of [...this.#files]) {
      if (bytes <= this.options.maxBytes) {
        break;
      }
      if (!this.#inUse.has(hex)) {
        this.#remove(hex);
        bytes -= size;
      }
    }
    const isOverfull = bytes > this.options.maxBytes;
    if (isOverfull && !this.#isOverfull) {
      this.logger.warn(
        `The artifacts that are served take ${byteCount(bytes)} on the local disk, more than mlops.artifacts.s3.local.maxBytes`,
      );
    }
    this.#isOverfull = isOverfull;
  }

  /** Takes the name away at once, so that nobody is given a path whose file is about to go, and the bytes when there is time. */
  #remove(hex: string): void {
    this.#files.delete(hex);
    this.#verified.delete(hex);
    const aside = join(this.options.staging, randomUUID());
    const failed = (error: unknown) =>
      this.logger.warn(
        `Could not remove the local copy of the artifact sha256:${hex}: ${(error as NodeJS.ErrnoException).code}`,
      );
    try {
      renameSync(join(this.#folder, hex), aside);
    } catch (error) {
      failed(error);
      return;
    }
    rm(aside, { force: true }).catch(failed);
  }
}
