import { once } from 'node:events';
import { createServer, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
}

/**
 * Answers `GET /metrics` on a port of its own, as those who collect metrics expect it: no token is asked for, so it
 * belongs on an address that only they reach.
 */
export class MetricsListener {
  /** @throws Error with code EADDRINUSE, EACCES, … */
  static async start(metrics: Metrics, host: string, port: number): Promise<MetricsListener> {
    const server = createServer((request, response) => {
      const [path] = request.url!.split('?');
      if (path !== '/metrics') answer(response, 404, 'text/plain', 'There is only /metrics\n');
      else if (request.method !== 'GET') answer(response, 405, 'text/plain', 'Use GET\n');
      else {
        metrics.text().then(
          text => answer(response, 200, metrics.contentType, text),
          error => answer(response, 500, 'text/plain', `${(error as Error).message}\n`),
        );
      }
    });
    server.listen({ host, port });
    await once(server, 'listening');
    return new MetricsListener(server);
  }

  private constructor(private readonly server: Server) {}

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
