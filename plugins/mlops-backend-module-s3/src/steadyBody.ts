import { finished, PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { StoreFailure } from './StoreFailure';

/**
 * The bytes of an answer, as a stream that ends only when all of them were there. It fails with `StoreFailure` when they
 * break off, or when none comes for a while though somebody is waiting. Destroying it ends the download.
 *
 * @param what - couldn't be done then, see `StoreFailure`
 */
export function steadyBody(body: Readable, what: string, idleMs: number): Readable {
  const steady = new PassThrough();
  // Whoever reads hears of its failure; it may fail before anyone does.
  steady.on('error', () => {});
  const fail = (error: unknown) => steady.destroy(new StoreFailure(what, error));
  const idle: NodeJS.Timeout = setTimeout(() => {
    // A reader that takes its time makes no progress either, and is none of the store's fault.
    if (body.isPaused()) idle.refresh();
    else fail({ name: 'TimeoutError' });
  }, idleMs);
  body.on('data', () => idle.refresh());
  steady.once('close', () => {
    clearTimeout(idle);
    body.destroy();
  });
  // Node tells an answer that is shorter than announced from a whole one.
  finished(body, { writable: false }, error => {
    if (error) fail({ code: 'ECONNRESET' });
  });
  body.pipe(steady);
  return steady;
}
