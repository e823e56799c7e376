import { hash } from 'node:crypto';

/**
 * Where a routing key lies in the split of a deployment's requests: in [0, 100), uniformly over keys, and independently
 * for each deployment, so that the same few users don't try out everything that is new. The same in every process.
 *
 * The first 32 bits of the SHA-256 of `deployment NUL key`, as a fraction of 2^32.
 */
export function splitPoint(deployment: string, routingKey: string): number {
  const digest = hash('sha256', `${deployment}\0${routingKey}`, 'buffer');
  return (digest.readUInt32BE(0) / 2 ** 32) * 100;
}
