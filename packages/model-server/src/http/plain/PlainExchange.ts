import { IncomingHttpHeaders } from 'node:http';
import { tooLarge } from '../allocateBody';
import { ClientGoneError } from '../ClientGoneError';
import { Exchange, HeaderList } from '../Exchange';
import { BodyPool } from './BodyPool';
import { PlainHead } from './PlainHeadReader';

/** Who an exchange gives its answer to. */
export interface AnswerSink {
  send(status: number, contentType: string, headers: HeaderList, body: string | Buffer): void;
  destroy(): void;
}

interface Reader {
  readonly body: Buffer;
  /** Bytes that have come. */
  filled: number;
  resolve(body: Buffer): void;
  reject(error: Error): void;
}

/** A plain request on a connection of ours. */
export class PlainExchange implements Exchange {
  readonly method = 'POST';
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  isGone = false;
  /** Whether its answer was given. */
  isAnswered = false;
  private readonly contentLength: number;
  /** Bytes of the body that haven't come. */
  private missing: number;
  /** What came of the body before anybody asked for it. */
  private first?: Buffer;
  private reader?: Reader;
  /** What was taken of the pool. */
  private pooled?: Buffer;
  private isClosed = false;
  private listeners?: Array<() => void>;

  /** @param first - what has come after the head, and is part of the body */
  constructor(
    private readonly sink: AnswerSink,
    private readonly bodies: BodyPool,
    { url, headers, contentLength }: PlainHead,
    first: Buffer,
  ) {
    this.url = url;
    this.headers = headers;
    this.contentLength = contentLength;
    this.first = first;
    this.missing = contentLength - first.length;
  }

  /** Whether all of the body has come. */
  get isReceived(): boolean {
    return this.missing === 0;
  }

  /** Takes what is part of the body. @returns how many bytes that are */
  receive(chunk: Buffer): number {
    const { reader, missing } = this;
    const taken = Math.min(missing, chunk.length);
    this.missing -= taken;
    if (!reader) return taken;
    reader.filled += chunk.copy(reader.body, reader.filled, 0, taken);
    if (this.missing === 0) {
      this.reader = undefined;
      reader.resolve(reader.body);
    }
    return taken;
  }

  readBody(maxBytes: number, alignedFrom: number): Buffer | Promise<Buffer> {
    const { first, contentLength } = this;
    this.first = undefined;
    if (contentLength > maxBytes) throw tooLarge(maxBytes);
    if (this.missing === 0) return first!;
    return new Promise((resolve, reject) => {
      const body = this.bodies.take(contentLength, alignedFrom);
      this.pooled = body;
      this.reader = { body, filled: first!.copy(body), resolve, reject };
    });
  }

  releaseBody(): void {
    // One that is still being read is left to the garbage collector.
    if (this.pooled && !this.reader) this.bodies.giveBack(this.pooled);
    this.pooled = undefined;
  }

  answer(status: number, contentType: string, headers: HeaderList, body: string | Buffer): void {
    if (this.isGone) return;
    this.isAnswered = true;
    this.first = undefined;
    this.sink.send(status, contentType, headers, body);
  }

  abandon(): void {
    this.sink.destroy();
  }

  onceClosed(listener: () => void): void {
    if (this.isClosed) listener();
    else (this.listeners ??= []).push(listener);
  }

  /** The answer has left, or nobody waits for it any more. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.listeners) for (const listener of this.listeners) listener();
  }

  /** The connection has ended. */
  loseClient(): void {
    this.isGone = true;
    this.reader?.reject(new ClientGoneError());
    this.reader = undefined;
    this.close();
  }
}
