import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

const failure = (status: number, code: string): RequestListener => {
  return (_, response) =>
    response
      .writeHead(status)
      .end(`<Error><Code>${code}</Code><Message>internal</Message></Error>`);
};

const breaking = (headers: Record<string, string>): RequestListener => {
  return (_, response) => {
    response.writeHead(200, { 'content-length': 10, ...headers });
    response.write('model', () => setTimeout(() => response.destroy(), 50));
  };
};

/** By key: what goes wrong with an object. */
const BEHAVIOUR: Record<string, RequestListener> = {
  forbidden: failure(403, 'AccessDenied'),
  elsewhere: failure(301, 'PermanentRedirect'),
  down: failure(503, 'SlowDown'),
  nonsense: (_, response) => response.writeHead(500).end('internal'),
  silent: () => {},
  unending: (_, response) => response.writeHead(200).write('model'),
  broken: breaking({}),
  'broken-with-checksum': breaking({ 'x-amz-checksum-crc32': 'AAAAAA==' }),
  still: (_, response) => response.writeHead(200, { 'content-length': 10 }).write('model'),
  altered: (_, response) =>
    response
      .writeHead(200, { 'content-length': 5, 'x-amz-checksum-crc32': 'AAAAAA==' })
      .end('model'),
};

/** For tests: answers GetObject for the bucket `models` as S3 does in path style, with all that may go wrong. */
export class SmallObjectStore {
  readonly asked: Array<{ method?: string; url?: string; authorization?: string }> = [];
  readonly #server;
  /** Known once it has started. */
  endpoint = '';

  constructor(objects: Record<string, string>) {
    this.#server = createServer((request, response) => {
      const { method, url = '', headers } = request;
      this.asked.push({ method, url, authorization: headers.authorization });
      const key = decodeURIComponent(url.split('?')[0]).replace('/models/', '');
      if (objects[key] !== undefined) response.end(objects[key]);
      else (BEHAVIOUR[key] ?? failure(404, 'NoSuchKey'))(request, response);
    });
  }

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

  connections(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
    });
  }
}
