import { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Exchange, HeaderList } from '../Exchange';
import { readBody } from './readBody';

/** A request that Node's HTTP server has read. */
export class NodeExchange implements Exchange {
  constructor(
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
  ) {}

  get method(): string {
    return this.request.method!;
  }

  get url(): string {
    return this.request.url!;
  }

  get headers(): IncomingHttpHeaders {
    return this.request.headers;
  }

  get isGone(): boolean {
    return this.response.destroyed;
  }

  readBody(maxBytes: number, alignedFrom: number): Promise<Buffer> {
    return readBody(this.request, this.response, maxBytes, alignedFrom);
  }

  releaseBody(): void {
    // It is left to the garbage collector.
  }

  answer(status: number, contentType: string, headers: HeaderList, body: string | Buffer): void {
    const length = String(Buffer.byteLength(body));
    // A list is written as it is, without an object for each answer.
    this.response.writeHead(status, [
      'content-type',
      contentType,
      'content-length',
      length,
      ...headers,
    ]);
    this.response.end(body);
  }

  abandon(): void {
    this.response.destroy();
  }

  onceClosed(listener: () => void): void {
    this.response.once('close', listener);
  }
}
