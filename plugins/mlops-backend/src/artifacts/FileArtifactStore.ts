import { NotFoundError } from '@backstage/errors';
import { digestHex, receiveFile } from '@mlops-backstage/plugin-mlops-node';
import type { ArtifactStore, StagedArtifact } from '@mlops-backstage/plugin-mlops-node';
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, opendir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

const HEX = /^[0-9a-f]{64}$/;
/** In the staging folder: a blob that may be about to go. */
const ASIDE = /^([0-9a-f]{64})\.[0-9a-f-]+\.deleted$/;

/**
 * Keeps artifacts as files: `<root>/sha256/<first two digits>/<digest>`, read-only. Uploads are received in
 * `<root>/staging`, on the same file system, so that becoming part of the store is one atomic rename. Several processes
 * may share the folder, also over a network file system.
 */
export class FileArtifactStore implements ArtifactStore {
  readonly #blobs: string;
  readonly #staging: string;

  /** Opens the store in a folder, which is made where it doesn't exist. */
  static async create(options: { root: string }): Promise<FileArtifactStore> {
    const store = new FileArtifactStore(options.root);
    await mkdir(store.#blobs, { recursive: true });
    await mkdir(store.#staging, { recursive: true });
    return store;
  }

  private constructor(root: string) {
    this.#blobs = join(root, 'sha256');
    this.#staging = join(root, 'staging');
  }

  async stage(content: Readable, limits: { maxBytes: number }): Promise<StagedArtifact> {
    const path = join(this.#staging, randomUUID());
    const received = await receiveFile(content, path, { ...limits, what: 'The artifact' });
    let outcome: Promise<void> | undefined;
    return {
      ...received,
      path,
      commit: () => {
        outcome ??= this.#commit(path, received.digest);
        return outcome;
      },
      discard: async () => {
        outcome ??= rm(path, { force: true });
        await outcome;
      },
    };
  }

  async read(digest: string): Promise<Readable> {
    const file = await open(this.#pathOf(digest)).catch(error => {
      throw notFound(error, digest);
    });
    return file.createReadStream();
  }

  async localPath(digest: string): Promise<string> {
    const path = this.#pathOf(digest);
    await stat(path).catch(error => {
      throw notFound(error, digest);
    });
    return path;
  }

  async *list(): AsyncIterable<{ digest: string; storedAt: Date }> {
    for await (const folder of await opendir(this.#blobs)) {
      if (!folder.isDirectory()) continue;
      for await (const blob of await opendir(join(this.#blobs, folder.name))) {
        if (!HEX.test(blob.name)) continue;
        const found = await ifExists(stat(join(this.#blobs, folder.name, blob.name)));
        if (found) yield { digest: `sha256:${blob.name}`, storedAt: found.mtime };
      }
    }
  }

  async delete(digest: string, unlessStoredSince: Date): Promise<void> {
    const path = this.#pathOf(digest);
    const isOld = async (file: string) => {
      const found = await ifExists(stat(file));
      return found !== undefined && found.mtime < unlessStoredSince;
    };
    if (!(await isOld(path))) return;
    // Put aside, then looked at again: whoever stores the same bytes from here on stores them anew.
    const aside = join(this.#staging, `${digestHex(digest)}.${randomUUID()}.deleted`);
    await ifExists(rename(path, aside));
    if (await isOld(aside)) await rm(aside, { force: true });
    else await this.#putBack(aside, path);
  }

  async discardStagedBefore(time: Date): Promise<void> {
    for await (const entry of await opendir(this.#staging)) {
      const path = join(this.#staging, entry.name);
      const [, aside] = ASIDE.exec(entry.name) ?? [];
      const found = await ifExists(stat(path));
      if (aside) {
        // Of a process that ended before it knew. Whoever collects what isn't used finds it again.
        await this.#putBack(path, this.#pathOf(`sha256:${aside}`));
      } else if (found && found.mtime < time) {
        await rm(path, { force: true });
      }
    }
  }

  /** With a new time, since the same bytes may have been stored meanwhile, which it takes the place of. */
  async #putBack(aside: string, path: string): Promise<void> {
    const now = new Date();
    await ifExists(utimes(aside, now, now).then(() => rename(aside, path)));
    await syncFolder(dirname(path));
  }

  /**
   * Renames over a blob that is there already: the bytes are the same, open files keep theirs, and the new time of
   * storage keeps a clean-up from taking a blob for old whose new version isn't in the database yet.
   */
  async #commit(staged: string, digest: string): Promise<void> {
    const target = this.#pathOf(digest);
    const folder = dirname(target);
    const now = new Date();
    await chmod(staged, 0o440);
    await utimes(staged, now, now);
    if (await mkdir(folder, { recursive: true })) await syncFolder(this.#blobs);
    await rename(staged, target);
    await syncFolder(folder);
  }

  #pathOf(digest: string): string {
    const hex = digestHex(digest);
    return join(this.#blobs, hex.slice(0, 2), hex);
  }
}

/** A rename survives a power cut only once the folder that holds the name is on disk. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function ifExists<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    // Another replica may remove a file between its listing and this look at it.
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function notFound(error: unknown, digest: string): unknown {
  return isMissing(error) ? new NotFoundError(`The store has no artifact ${digest}`) : error;
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
