import { Socket } from 'node:net';
import { BodyPool } from './BodyPool';
import { httpDate } from './httpDate';
import { ConnectionOwner, PlainConnection } from './PlainConnection';
import { PlainExchange } from './PlainExchange';

export interface LaneOptions {
  /** How long a request may take to come, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** How long a connection may be at rest between requests, in milliseconds. */
  readonly keepAliveMs: number;
  /** @param arrival - `performance.now()` when it came */
  onExchange(exchange: PlainExchange, arrival: number): void;
  /** Takes a connection as if it had just been made. */
  onOther(socket: Socket): void;
}

const MOST_CHECK_MS = 1_000;

/**
 * Answers plain requests without Node's HTTP server, which takes most of the time that a small model's answer takes.
 * Connections with any other request go on to that server.
 */
export class PlainLane implements ConnectionOwner {
  readonly bodies = new BodyPool();
  isClosing = false;
  private readonly connections = new Set<PlainConnection>();
  private readonly check: NodeJS.Timeout;
  private readonly keepAliveLines: string;
  private date = '';
  private lines = '';

  constructor(private readonly options: LaneOptions) {
    const { requestTimeoutMs, keepAliveMs } = options;
    this.keepAliveLines = `connection: keep-alive\r\nkeep-alive: timeout=${Math.floor(keepAliveMs / 1000)}\r\n\r\n`;
    this.check = setInterval(
      () => {
        const now = performance.now();
        for (const one of this.connections) one.expire(now, requestTimeoutMs, keepAliveMs);
      },
      Math.min(requestTimeoutMs, MOST_CHECK_MS),
    );
    this.check.unref();
  }

  get lastLines(): string {
    const date = httpDate();
    if (date !== this.date) {
      this.date = date;
      this.lines = `date: ${date}\r\n${this.keepAliveLines}`;
    }
    return this.lines;
  }

  add(socket: Socket): void {
    this.connections.add(new PlainConnection(socket, this));
  }

  /** Has connections end, each with the answer that it is at. */
  close(): void {
    this.isClosing = true;
    for (const one of this.connections) one.closeIfIdle();
  }

  /** Ends all connections. */
  destroy(): void {
    for (const one of this.connections) one.destroy();
  }

  onExchange(exchange: PlainExchange, arrival: number): void {
    this.options.onExchange(exchange, arrival);
  }

  handOver(connection: PlainConnection, socket: Socket, bytes: Buffer): void {
    this.connections.delete(connection);
    socket.unshift(bytes);
    this.options.onOther(socket);
  }

  onClose(connection: PlainConnection): void {
    this.connections.delete(connection);
    if (this.isClosing && this.connections.size === 0) clearInterval(this.check);
  }
}
