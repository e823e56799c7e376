import { createServer, request as forward } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What goes wrong with a request, decided by what is asked. Nothing: it is passed on. */
export type Trouble =
  /** S3's answer to whoever isn't allowed, or to anything else it refuses. */
  | { answer: { status: number; code: string } }
  /** The connection breaks off while so many bytes of the request's body were taken. */
  | { breakAfterReceiving: number }
  /** The connection breaks off after so many bytes of the answer's body. */
  | { breakAfterSending: number }
  /** The answer stops after so many bytes of its body, and the connection stays. */
  | { stopAfterSending: number }
  /** The request does what it does, and its answer gets lost. */
  | 'loseAnswer'
  | undefined;

/** For tests: stands before a real object store, with what may go wrong on the way to it. */
export class TroubledStore {
  /** Asked for each request. */
  trouble: (method: string, url: URL) => Trouble = () => undefined;
  /** Method, and path with query, of each request. */
  readonly asked: string[] = [];
  readonly #server = createServer((request, response) => this.#take(request, response));
  /** Known once it has started. */
  endpoint = '';

  constructor(private readonly behind: string) {}

  async start(): Promise<void> {
    await new Promise<void>(resolve => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    this.endpoint = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url = '' } = request;
    this.asked.push(`${method} ${url}`);
    const trouble = this.trouble(method, new URL(url, this.endpoint));
    request.on('error', () => {});
    if (trouble && trouble !== 'loseAnswer' && 'answer' in trouble) {
      const { status, code } = trouble.answer;
      request.resume();
      request.on('end', () =>
        response
          .writeHead(status, { 'content-type': 'application/xml' })
          .end(`<Error><Code>${code}</Code><Message>internal SECRET</Message></Error>`),
      );
      return;
    }
    if (trouble && trouble !== 'loseAnswer' && 'breakAfterReceiving' in trouble) {
      breakAfter(request, request.socket, trouble.breakAfterReceiving);
      return;
    }
    this.#pass(request, response, trouble);
  }

  #pass(
    request: IncomingMessage,
    response: ServerResponse,
    trouble:
      'loseAnswer' | { breakAfterSending: number } | { stopAfterSending: number } | undefined,
  ): void {
    const { method, url, headers } = request;
    const passed = forward(`${this.behind}${url}`, { method, headers }, async answer => {
      if (trouble === 'loseAnswer') {
        answer.resume().on('end', () => request.socket.destroy());
        return;
      }
      response.writeHead(answer.statusCode!, answer.headers);
      if (!trouble) {
        answer.pipe(response);
        return;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      const bytes =
        'breakAfterSending' in trouble ? trouble.breakAfterSending : trouble.stopAfterSending;
      response.write(Buffer.concat(chunks).subarray(0, bytes), () => {
        if ('breakAfterSending' in trouble) request.socket.destroy();
      });
    });
    passed.on('error', () => request.socket.destroy());
    request.pipe(passed);
  }
}

function breakAfter(request: IncomingMessage, socket: Socket, bytes: number): void {
  let received = 0;
  request.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received >= bytes) socket.destroy();
  });
}
