import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Fails when the port is taken. Sockets that share a port are let in beside another server of the same
 * user that shares it too, which would silently split the traffic between the two.
 *
 * @throws Error with code EADDRINUSE
 */
export async function claimPort(host: string, port: number): Promise<void> {
  if (port === 0) return;
  const probe = createServer().listen({ host, port });
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}
