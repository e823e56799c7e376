import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';

/** Where something that an entity refers to is. */
export type SourceLocation =
  { readonly type: 'file'; readonly path: string } | { readonly type: 'url'; readonly url: string };

/**
 * The location that an entity was read from.
 *
 * @param ref - the value of `backstage.io/managed-by-location`, such as `url:https://…` or `file:/…`
 * @throws `InputError` for other kinds of location
 */
export function parseLocationRef(ref: string | undefined): SourceLocation {
  const [, type, target] = /^(file|url):(.+)$/.exec(ref ?? '') ?? [];
  if (!type) {
    throw new InputError(`Models can't be registered from an entity at "${ref ?? 'no location'}"`);
  }
  if (type === 'url') {
    return { type: 'url', url: target };
  }
  return {
    type: 'file',
    path: target.startsWith('file:') ? fileURLToPath(target) : resolve(target),
  };
}

/** A reference such as `../model.onnx` or `https://…`, seen from where it was written. */
export function resolveLocation(base: SourceLocation, reference: string): SourceLocation {
  if (/^https?:\/\//.test(reference)) {
    return { type: 'url', url: reference };
  }
  return base.type === 'url'
    ? { type: 'url', url: new URL(reference, base.url).toString() }
    : { type: 'file', path: resolve(dirname(base.path), reference) };
}

const isBelow = (path: string, folder: string) =>
  path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

const outside = (path: string) =>
  new NotAllowedError(
    `The file ${path} is outside the folders that models may be registered from (mlops.catalog.fileRoots)`,
  );

/**
 * Reads what entities refer to: URLs through Backstage's reader, which knows the configured hosts and credentials, and
 * files below the configured folders only, since an entity must not be a way to read the backend's disk.
 */
export class SourceReader {
  constructor(
    private readonly urlReader: UrlReaderService,
    private readonly fileRoots: readonly string[],
  ) {}

  /** @throws `NotFoundError`, `NotAllowedError`, `InputError` for what is no file */
  async open(location: SourceLocation): Promise<Readable> {
    if (location.type === 'file') {
      return createReadStream(await this.allowedPath(location.path));
    }
    const response = await this.urlReader.readUrl(location.url);
    if (!response.stream) {
      return Readable.from(await response.buffer());
    }
    return response.stream();
  }

  /** @throws `InputError` past the limit */
  async readText(location: SourceLocation, maxBytes: number): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of await this.open(location)) {
      size += chunk.length;
      if (size > maxBytes) {
        throw new InputError(`${describeLocation(location)} is larger than ${maxBytes} bytes`);
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  private async allowedPath(path: string): Promise<string> {
    let real: string;
    try {
      // Links are followed before the check, not after it.
      real = await realpath(path);
    } catch {
      // Only below the folders: elsewhere, what is there must not be told from what isn't.
      throw this.fileRoots.some(root => isBelow(path, root))
        ? new NotFoundError(`There is no file ${path}`)
        : outside(path);
    }
    const roots = await Promise.all(this.fileRoots.map(root => realpath(root).catch(() => root)));
    if (!roots.some(root => isBelow(real, root))) {
      throw outside(path);
    }
    // A pipe would keep the reader waiting for ever.
    if (!(await stat(real)).isFile()) {
      throw new InputError(`${path} is not a file`);
    }
    return real;
  }
}

/** A location in words. */
export function describeLocation(location: SourceLocation): string {
  return location.type === 'file' ? location.path : location.url;
}
