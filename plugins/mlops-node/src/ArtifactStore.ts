import type { Readable } from 'node:stream';

/** An artifact that was received whole but isn't part of the store yet. */
export interface StagedArtifact {
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  readonly sizeBytes: number;
  /** A local file with the bytes, readable until `commit` or `discard`. */
  readonly path: string;
  /**
   * Does what of `commit` takes long, such as an upload, so that a transaction that commits doesn't hold its locks
   * meanwhile. Others may find the bytes in the store from then on; `discard` takes them back. Optional, and so is
   * calling it.
   */
  prepare?(): Promise<void>;
  /**
   * Makes the bytes part of the store under their digest; where the store has them already, the staged copy is dropped.
   * Durable when it resolves.
   */
  commit(): Promise<void>;
  /** Removes the staged bytes. Does nothing after `commit`. */
  discard(): Promise<void>;
}

/** Keeps the bytes of versions, addressed by their SHA-256 digest. Implementations are safe to use from several replicas. */
export interface ArtifactStore {
  /**
   * Receives bytes without making them part of the store.
   *
   * @throws `PayloadTooLargeError` past `maxBytes`, and whatever the stream fails with; nothing is left behind then.
   */
  stage(content: Readable, limits: { maxBytes: number }): Promise<StagedArtifact>;
  /** A stream of the bytes. @throws `NotFoundError` */
  read(digest: string): Promise<Readable>;
  /**
   * A local, complete and read-only file with the bytes, fetched first where the store is remote. It stays until `retain`
   * is called without it, or the bytes are deleted.
   *
   * @throws `NotFoundError`
   */
  localPath(digest: string): Promise<string>;
  /**
   * Told which artifacts this process goes on reading from the local files that it was given: a store that fetches them may
   * remove the others, to keep within its limits. Until the first call all are kept. For stores that fetch files.
   */
  retain?(digests: ReadonlySet<string>): Promise<void>;
  /** What is in the store, in no particular order. */
  list(): AsyncIterable<{ digest: string; storedAt: Date }>;
  /**
   * Removes bytes that no version needs any more, unless they were stored, again maybe, at or after the given time: then
   * a registration is on its way. Does nothing where they are gone already.
   */
  delete(digest: string, unlessStoredSince: Date): Promise<void>;
  /** Removes what interrupted uploads left behind before the given time. */
  discardStagedBefore(time: Date): Promise<void>;
}
