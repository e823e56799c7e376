import { InputError } from '@backstage/errors';
import { byteCount, PayloadTooLargeError } from '@mlops-backstage/plugin-mlops-node';
import { addAbortSignal, finished, type Readable, Transform } from 'node:stream';

export interface BodyOptions {
  /** The reference, as it may be shown. */
  what: string;
  /** As announced; `undefined` when the protocol tells the end of the body in another way. */
  expectedBytes: number | undefined;
  maxBytes: number;
  /** The longest time without a byte while somebody is waiting for one. */
  idleMs: number;
  signal?: AbortSignal;
  /** Frees what the body hangs on. Called once, whatever the end. */
  release?: () => void;
}

/**
 * The bytes of a download, as a stream that ends only when all of them were there.
 *
 * It fails with `InputError` when the download breaks off, stands still, or has other than the announced bytes, and with
 * `PayloadTooLargeError` when it has more than `maxBytes`. Destroying it ends the download.
 */
export function wholeBody(body: Readable, options: BodyOptions): Readable {
  const { what, expectedBytes, maxBytes, idleMs, signal, release } = options;
  let received = 0;
  const failed = () => {
    const of = expectedBytes === undefined ? '' : ` of ${expectedBytes}`;
    return new InputError(`The download of ${what} failed after ${received}${of} bytes`);
  };
  const whole = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      received += chunk.length;
      if (received > maxBytes) callback(tooLarge(what, maxBytes));
      else callback(null, chunk);
    },
    flush(callback) {
      const complete = expectedBytes === undefined || received === expectedBytes;
      callback(complete ? null : failed());
    },
  });
  const idle: NodeJS.Timeout = setTimeout(() => {
    // A reader that takes its time makes no progress either, and is none of the sender's fault.
    if (body.isPaused()) idle.refresh();
    else whole.destroy(new InputError(`The download of ${what} stood still for ${idleMs} ms`));
  }, idleMs);
  body.on('data', () => idle.refresh());
  whole.once('close', () => {
    clearTimeout(idle);
    body.destroy();
    release?.();
  });
  // The cause stays out: it may have addresses of the internal network in it.
  finished(body, { writable: false }, error => {
    if (error) whole.destroy(failed());
  });
  body.pipe(whole);
  return signal ? addAbortSignal(signal, whole) : whole;
}

export function tooLarge(what: string, maxBytes: number): PayloadTooLargeError {
  return new PayloadTooLargeError(
    `${what} is larger than ${byteCount(maxBytes)}, the largest that is accepted`,
  );
}
