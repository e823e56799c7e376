import { InputError } from '@backstage/errors';
import type { Readable } from 'node:stream';
import { describeReference } from './describeReference';
import type { Lookup } from '../../network/guardedLookup';
import { HttpArtifacts } from './HttpArtifacts';
import type { RemoteSources } from './RemoteSources';
import type { OpenOptions, RemoteTimeouts } from './OpenOptions';
import { S3Artifacts } from './S3Artifacts';

const TIMEOUTS: RemoteTimeouts = { connectMs: 10_000, headersMs: 30_000, idleMs: 60_000 };

/** No real reference is longer; presigned URLs have about 1500 characters. */
const LONGEST = 8192;

/** Reads artifacts that are registered by reference: `https:`, `http:` and `s3:`, each as far as it is configured. */
export class RemoteArtifacts {
  readonly #http: HttpArtifacts;
  readonly #s3: S3Artifacts | undefined;

  /**
   * @param options - `lookup` resolves names, `dns.lookup` by default
   * @throws `Error` for sources that can't be meant as they are written
   */
  constructor(
    sources: RemoteSources,
    options: { timeouts?: Partial<RemoteTimeouts>; lookup?: Lookup } = {},
  ) {
    const timeouts = { ...TIMEOUTS, ...options.timeouts };
    this.#http = new HttpArtifacts(sources.allow ?? [], { timeouts, lookup: options.lookup });
    this.#s3 = sources.s3 && new S3Artifacts(sources.s3, { timeouts });
  }

  /**
   * Starts to read an artifact. Its bytes aren't compared with anything: that is for a digest.
   *
   * @param reference - a URL, or `s3://bucket/key`
   * @returns a stream that ends only when the artifact is complete. It fails with `InputError` when the download breaks
   *   off, and with `PayloadTooLargeError` behind `maxBytes`. Whoever doesn't read it to its end has to destroy it.
   * @throws `InputError` for a reference that isn't allowed, or that its host doesn't give; `PayloadTooLargeError` for
   *   content that is announced with more than `maxBytes`; `ServiceUnavailableError` for an object store that doesn't
   *   work. Messages have no query, credentials, headers, content or addresses in them.
   */
  async open(reference: string, options: OpenOptions): Promise<Readable> {
    options.signal?.throwIfAborted();
    if (/\p{Cc}/u.test(reference) || reference.length > LONGEST) {
      throw new InputError(
        `A reference has no control characters, and at most ${LONGEST} characters`,
      );
    }
    if (this.#s3 && /^s3:/i.test(reference)) return this.#s3.open(reference, options);
    const url = URL.canParse(reference) ? new URL(reference) : undefined;
    if (!url || !this.#http.schemes().includes(url.protocol)) {
      throw new InputError(
        `Artifacts may not be read from ${describeReference(reference)}: ${this.#configured()}`,
      );
    }
    // Programs differ in what these mean: that nobody may see another host in them than WHATWG's URL does.
    if (/[\s\\]/.test(reference)) throw new InputError('A URL has no blanks and backslashes');
    return this.#http.open(url, options);
  }

  #configured(): string {
    const schemes = [...this.#http.schemes(), ...(this.#s3 ? ['s3:'] : [])];
    return schemes.length === 0
      ? 'mlops.artifacts.remote allows no source'
      : `mlops.artifacts.remote allows ${schemes.join(', ')}`;
  }
}
