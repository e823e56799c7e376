import { once } from 'node:events';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo, ListenOptions, Socket } from 'node:net';
import { answerBrokenRequest } from './answerBrokenRequest';
import { Exchange } from './Exchange';
import { NodeExchange } from './node/NodeExchange';
import { PlainLane } from './plain/PlainLane';

/** Longer than the idle times of common proxies and client pools, so that they close first. */
const KEEP_ALIVE_MS = 75_000;

/** How often connections that have come to rest are looked for while all are to end. */
const CLOSE_IDLE_EVERY_MS = 20;

/**
 * A worker's HTTP server. Plain requests are read here; connections with any other go on to Node's server, which is the
 * same one as far as clients can tell.
 */
export class Listener {
  private readonly server: Server;
  private readonly plain: PlainLane;

  /**
   * @param requestTimeoutMs - how long a request may take to come
   * @param onExchange - with `performance.now()` when the request's headers were complete
   */
  constructor(requestTimeoutMs: number, onExchange: (exchange: Exchange, arrival: number) => void) {
    const server = createServer({
      requestTimeout: requestTimeoutMs,
      headersTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(requestTimeoutMs, 1000),
      keepAliveTimeout: KEEP_ALIVE_MS,
    });
    const onRequest = (request: IncomingMessage, response: ServerResponse): void =>
      onExchange(new NodeExchange(request, response), performance.now());
    server.on('request', onRequest);
    // Otherwise Node asks for the body before its announced length and the token were looked at. It ends the connection
    // after an answer that comes without having asked: what the client sends next may be that body or another request.
    server.on('checkContinue', onRequest);
    server.on('clientError', answerBrokenRequest);
    const [serve] = server.listeners('connection') as Array<(socket: Socket) => void>;
    server.removeAllListeners('connection');
    this.plain = new PlainLane({
      requestTimeoutMs,
      keepAliveMs: KEEP_ALIVE_MS,
      onExchange,
      onOther: socket => serve.call(server, socket),
    });
    server.on('connection', socket => this.plain.add(socket));
    this.server = server;
  }

  /** @returns the port */
  async listen(options: ListenOptions): Promise<number> {
    this.server.listen(options);
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  /**
   * Takes no more connections, and ends each with the answer that it is at.
   *
   * @param withinMs - connections that last longer end without
   */
  async close(withinMs: number): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.plain.close();
    // Connections that have answered their last request would otherwise wait for the next one.
    const idle = setInterval(() => this.server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
    const late = setTimeout(() => {
      this.server.closeAllConnections();
      this.plain.destroy();
    }, withinMs);
    await closed;
    clearInterval(idle);
    clearTimeout(late);
  }
}
