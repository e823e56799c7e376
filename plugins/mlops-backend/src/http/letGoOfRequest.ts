import type { IncomingMessage } from 'node:http';

const DISCARDED_BYTES = 16 * 1024 * 1024;
const LINGER_MS = 10_000;

/**
 * Lets a request be answered whose body isn't wanted any more.
 *
 * Closing the connection at once would reset it, and a client that is still sending may then lose the answer that is on
 * its way. So up to 16 MiB are read and discarded, which lets a client that is nearly through go on with the
 * connection; then nothing is read any more, which stops the client, and after 10 s the connection is closed.
 */
export function letGoOfRequest(
  req: IncomingMessage,
  { discardedBytes = DISCARDED_BYTES, lingerMs = LINGER_MS } = {},
): void {
  if (req.readableEnded || req.destroyed) return;
  let left = discardedBytes;
  const discard = (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) req.pause();
  };
  const timer = setTimeout(() => req.socket.destroy(), lingerMs).unref();
  req.on('error', () => {});
  req.on('data', discard);
  req.once('end', () => clearTimeout(timer));
  req.once('close', () => clearTimeout(timer));
  req.resume();
}
