import { InputError } from '@backstage/errors';
import { byteCount, PayloadTooLargeError, receiveFile } from '@mlops-backstage/plugin-mlops-node';
import type { ArtifactStore, StagedArtifact } from '@mlops-backstage/plugin-mlops-node';
import busboy from 'busboy';
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { letGoOfRequest } from '../http/letGoOfRequest';

const METADATA_BYTES = 1024 * 1024;

export interface UploadOptions {
  store: ArtifactStore;
  limits: {
    /** Largest artifact in bytes. */
    artifactBytes: number;
    /** Largest reference data in bytes. */
    referenceBytes: number;
  };
  /** Where reference data is kept until `dispose`; made where it doesn't exist. */
  temporaryDirectory: string;
}

/** What was received. Nothing of it is kept unless the artifact is committed. */
export interface Upload {
  /** The parsed JSON of the part `metadata`, not validated. */
  metadata: unknown;
  artifact: StagedArtifact;
  /** A local file with the part `reference`, if there was one. */
  referencePath?: string;
  /** Removes everything that wasn't committed. Call it in any case. */
  dispose(): Promise<void>;
}

/** One request while it is received. */
class Reception {
  readonly #options: UploadOptions;
  readonly #seen = new Set<string>();
  readonly #pending: Array<Promise<void>> = [];
  #metadata: unknown;
  #artifact: StagedArtifact | undefined;
  #referencePath: string | undefined;

  constructor(options: UploadOptions) {
    this.#options = options;
  }

  async receive(req: IncomingMessage): Promise<void> {
    // The client may have gone while the caller looked up its permissions.
    if (req.destroyed && !req.complete) throw brokenOff();
    const parser = openParser(req);
    let current: Readable | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        const receivePart = (name: string, receive: () => Promise<void>) => {
          this.#begin(name);
          const part = receive();
          part.catch(reject);
          this.#pending.push(part);
        };
        parser.on('field', (name, value, info) => {
          try {
            receivePart(name, () => this.#receiveField(name, value, info.valueTruncated));
          } catch (error) {
            reject(error);
          }
        });
        parser.on('file', (name, content) => {
          current = content;
          // Whoever reads the content hears of its failure; it may fail before anyone does.
          content.on('error', () => {});
          try {
            receivePart(name, () => this.#receiveFile(name, content));
          } catch (error) {
            reject(error);
          }
        });
        parser.on('error', error => {
          reject(new InputError(`The multipart body is malformed: ${(error as Error).message}`));
        });
        parser.on('close', resolve);
        req.on('error', () => reject(brokenOff()));
        req.on('close', () => {
          if (!req.complete) reject(brokenOff());
        });
        req.pipe(parser);
      });
      await Promise.all(this.#pending);
    } catch (error) {
      req.unpipe(parser);
      current?.destroy(error as Error);
      // Its own complaint about the form's unexpected end is of no interest.
      parser.on('error', () => {});
      parser.destroy();
      throw error;
    }
  }

  complete(): Upload {
    const missing = ['metadata', 'artifact'].filter(name => !this.#seen.has(name));
    if (missing.length > 0) {
      throw new InputError(`The upload lacks the part ${missing.join(' and the part ')}`);
    }
    return {
      metadata: this.#metadata,
      artifact: this.#artifact!,
      referencePath: this.#referencePath,
      dispose: () => this.discard(),
    };
  }

  async discard(): Promise<void> {
    // A part that is still being written would come to be after the clean-up.
    await Promise.allSettled(this.#pending);
    await this.#artifact?.discard();
    if (this.#referencePath) await rm(this.#referencePath, { force: true });
  }

  #begin(name: string): void {
    if (name !== 'metadata' && name !== 'artifact' && name !== 'reference') {
      throw new InputError(
        `The upload has the unknown part ${JSON.stringify(name)}: metadata, artifact and reference are expected`,
      );
    }
    if (this.#seen.has(name)) throw new InputError(`The upload has the part ${name} twice`);
    if (name !== 'metadata' && !this.#seen.has('metadata')) {
      throw new InputError(`The part metadata has to come before the part ${name}`);
    }
    this.#seen.add(name);
  }

  async #receiveField(name: string, value: string, truncated: boolean): Promise<void> {
    if (name !== 'metadata') {
      throw new InputError(`The part ${name} has to be a file: give it a file name`);
    }
    if (truncated) throw metadataTooLarge();
    this.#metadata = parseJson(value);
  }

  async #receiveFile(name: string, content: Readable): Promise<void> {
    const { store, limits, temporaryDirectory } = this.#options;
    if (name === 'metadata') {
      // `FormData` makes a file of JSON that is given with its content type.
      this.#metadata = parseJson(await readMetadata(content));
    } else if (name === 'artifact') {
      this.#artifact = await store.stage(content, { maxBytes: limits.artifactBytes });
    } else {
      await mkdir(temporaryDirectory, { recursive: true });
      const path = join(temporaryDirectory, `reference-${randomUUID()}`);
      await receiveFile(content, path, {
        maxBytes: limits.referenceBytes,
        what: 'The reference data',
      });
      this.#referencePath = path;
    }
  }
}

/**
 * Receives a `multipart/form-data` request with the parts `metadata` (JSON, at most 1 MiB, before any file),
 * `artifact` (a file) and, optionally, `reference` (a file). Files are streamed to disk.
 *
 * When it fails nothing is left behind, and the request can be answered at once: what the client still sends is
 * discarded for a while, then the connection is closed.
 *
 * @throws `PayloadTooLargeError` as soon as a part exceeds its limit; `InputError` for a request of another type, parts
 *   that are missing, unknown, repeated or out of order, metadata that isn't JSON, and a client that breaks off
 */
export async function receiveUpload(req: IncomingMessage, options: UploadOptions): Promise<Upload> {
  const reception = new Reception(options);
  try {
    await reception.receive(req);
    return reception.complete();
  } catch (error) {
    await reception.discard();
    letGoOfRequest(req);
    throw error;
  }
}

function openParser(req: IncomingMessage): busboy.Busboy {
  const type = req.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*(;|$)/i.test(type)) {
    throw new InputError(
      `The upload has to be multipart/form-data, not ${JSON.stringify(type || 'without a content type')}`,
    );
  }
  try {
    return busboy({
      headers: req.headers,
      defParamCharset: 'utf8',
      // A field that is exactly as long as its limit counts as truncated.
      limits: { fieldSize: METADATA_BYTES + 1 },
    });
  } catch (error) {
    throw new InputError(`The upload's content type is malformed: ${(error as Error).message}`);
  }
}

async function readMetadata(content: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > METADATA_BYTES) throw metadataTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`The part metadata isn't JSON: ${(error as Error).message}`);
  }
}

function metadataTooLarge(): PayloadTooLargeError {
  return new PayloadTooLargeError(
    `The part metadata is larger than ${byteCount(METADATA_BYTES)}, the largest that is accepted`,
  );
}

function brokenOff(): InputError {
  return new InputError('The upload was broken off before it was complete');
}
