import { STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import { answerBrokenRequest } from '../answerBrokenRequest';
import { HeaderList } from '../Exchange';
import { BodyPool } from './BodyPool';
import { httpDate } from './httpDate';
import { AnswerSink, PlainExchange } from './PlainExchange';
import { PlainHeadReader } from './PlainHeadReader';

/** What a connection is part of. */
export interface ConnectionOwner {
  /** Whether connections are to end with the answer that they are at. */
  readonly isClosing: boolean;
  /** The header's last lines for a connection that stays open, ready to be sent. */
  readonly lastLines: string;
  readonly bodies: BodyPool;
  /** @param arrival - `performance.now()` when it came */
  onExchange(exchange: PlainExchange, arrival: number): void;
  /** Takes over a connection that nothing was read of but these bytes. */
  handOver(connection: PlainConnection, socket: Socket, bytes: Buffer): void;
  onClose(connection: PlainConnection): void;
}

/** So much is copied faster than the system is given it in two parts. */
const MOST_COPIED_BYTES = 16 * 1024;

const CLOSE_LINES = 'connection: close\r\n\r\n';

/**
 * A connection as long as all of its requests are plain, which it answers one after the other. At the first that isn't, it
 * is handed over for good, with that request untouched.
 */
export class PlainConnection implements AnswerSink {
  private readonly heads = new PlainHeadReader();
  private current?: PlainExchange;
  /** What came after the current request. */
  private held?: Buffer;
  /** `performance.now()` when the current request came, or the connection was last at rest. */
  private since = performance.now();
  /** Whether it has answered before. */
  private isUsed = false;
  /** Whether the answer that is being written is the last. */
  private isLast = false;
  private isFlushed = true;
  private hasEnded = false;
  private isHandedOver = false;

  constructor(
    private readonly socket: Socket,
    private readonly owner: ConnectionOwner,
  ) {
    socket.on('data', this.take);
    socket.on('end', this.onEnd);
    socket.on('error', this.onError);
    socket.on('close', this.onClose);
  }

  /** Ends it unless there is a request to be answered. */
  closeIfIdle(): void {
    if (!this.current) this.destroy();
  }

  /**
   * Ends it when it has been at rest, or its request has been under way to here, for longer than that.
   *
   * @param now - `performance.now()`
   */
  expire(now: number, requestMs: number, idleMs: number): void {
    const waited = now - this.since;
    if (!this.current) {
      if (waited > (this.isUsed ? idleMs : requestMs)) this.destroy();
    } else if (!this.current.isReceived && waited > requestMs) {
      this.breakOff(this.current, 'ERR_HTTP_REQUEST_TIMEOUT');
    }
  }

  destroy(): void {
    this.socket.destroy();
  }

  send(status: number, contentType: string, headers: HeaderList, body: string | Buffer): void {
    this.isUsed = true;
    this.isFlushed = false;
    this.isLast = this.owner.isClosing || this.hasEnded;
    const length = Buffer.byteLength(body);
    let head = `${headStart(status, contentType)}${length}\r\n`;
    for (let i = 0; i < headers.length; i += 2) head += `${headers[i]}: ${headers[i + 1]}\r\n`;
    head += this.isLast ? `date: ${httpDate()}\r\n${CLOSE_LINES}` : this.owner.lastLines;
    const { socket } = this;
    if (typeof body === 'string') {
      // One byte for each character is written faster.
      socket.write(head + body, length === body.length ? 'latin1' : 'utf8', this.onFlushed);
      return;
    }
    if (length > MOST_COPIED_BYTES) {
      socket.cork();
      socket.write(head, 'latin1');
      socket.write(body, this.onFlushed);
      socket.uncork();
      return;
    }
    const whole = Buffer.allocUnsafe(head.length + length);
    whole.write(head, 'latin1');
    whole.set(body, head.length);
    socket.write(whole, this.onFlushed);
  }

  private readonly take = (chunk: Buffer): void => {
    const { current } = this;
    if (!current) {
      this.begin(chunk);
      this.goOn();
      return;
    }
    const taken = current.receive(chunk);
    if (taken < chunk.length) {
      const rest = chunk.subarray(taken);
      this.held = this.held ? Buffer.concat([this.held, rest]) : rest;
    }
    this.finish();
    this.goOn();
  };

  private begin(bytes: Buffer): void {
    const head = this.heads.read(bytes);
    if (!head) {
      this.handOver(bytes);
      return;
    }
    const end = head.end + head.contentLength;
    const exchange = new PlainExchange(
      this,
      this.owner.bodies,
      head,
      bytes.subarray(head.end, end),
    );
    if (end < bytes.length) this.held = bytes.subarray(end);
    this.current = exchange;
    this.since = performance.now();
    this.owner.onExchange(exchange, this.since);
  }

  private readonly onFlushed = (error?: Error | null): void => {
    // The connection ends by itself then.
    if (error) return;
    this.isFlushed = true;
    this.current?.close();
    this.finish();
    this.goOn();
  };

  /** Whatever is wrong with a request, the next one begins where its body ends. */
  private finish(): void {
    const { current } = this;
    if (!current?.isAnswered || !current.isReceived || !this.isFlushed) return;
    this.current = undefined;
    this.since = performance.now();
    if (this.isLast || this.hasEnded || this.owner.isClosing) this.socket.destroySoon();
  }

  /** Takes up what was held, if there is time for it. */
  private goOn(): void {
    while (this.held && !this.current && this.socket.writable) {
      const { held } = this;
      this.held = undefined;
      this.begin(held);
    }
    if (this.isHandedOver) return;
    if (this.held) this.socket.pause();
    else if (this.socket.isPaused()) this.socket.resume();
  }

  private handOver(bytes: Buffer): void {
    const { socket } = this;
    this.isHandedOver = true;
    socket.off('data', this.take);
    socket.off('end', this.onEnd);
    socket.off('error', this.onError);
    socket.off('close', this.onClose);
    this.owner.handOver(this, socket, bytes);
    // Whoever takes it waits for bytes, which a connection at rest doesn't give.
    if (socket.isPaused()) socket.resume();
  }

  private readonly onEnd = (): void => {
    this.hasEnded = true;
    if (!this.current) this.socket.destroySoon();
    else if (!this.current.isReceived) this.breakOff(this.current);
  };

  /** The rest of a request doesn't come. */
  private breakOff(exchange: PlainExchange, code?: string): void {
    exchange.loseClient();
    if (exchange.isAnswered) this.destroy();
    else answerBrokenRequest({ code }, this.socket);
  }

  private readonly onError = (): void => {};

  private readonly onClose = (): void => {
    this.current?.loseClient();
    this.owner.onClose(this);
  };
}

/** The last one, which the next answer often has, too. */
let started = { status: 0, contentType: '', text: '' };

/** Up to the length of the body. */
function headStart(status: number, contentType: string): string {
  if (started.status !== status || started.contentType !== contentType) {
    const lines = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: ${contentType}`;
    started = { status, contentType, text: `${lines}\r\ncontent-length: ` };
  }
  return started.text;
}
