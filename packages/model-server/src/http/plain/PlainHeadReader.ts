import { IncomingHttpHeaders } from 'node:http';

/** The head of a request that there is nothing unusual about. */
export interface PlainHead {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Bytes of the body. */
  readonly contentLength: number;
  /** Where the body begins. */
  readonly end: number;
}

/** Longer ones are rare, and Node has a limit of its own. */
const MAX_BYTES = 8_192;

const END = Buffer.from('\r\n\r\n');
const LINE_END = '\r\n';

/**
 * Much less than RFC 9112 allows, and nothing that two readers could understand in two ways: one blank or none after the
 * colon and none before it or at the end of a line, no empty values, no control characters, nothing but ASCII.
 */
const PLAIN =
  /^POST \/[\x21-\x7e]* HTTP\/1\.1\r\n(?:[A-Za-z0-9-]+: ?[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?\r\n)+$/;

const URL_START = 'POST '.length;
const URL_END = ' HTTP/1.1'.length;

/** They change how the rest is read, or what is expected before it. */
const UNUSUAL: ReadonlySet<string> = new Set([
  'transfer-encoding',
  'trailer',
  'te',
  'upgrade',
  'expect',
  'proxy-connection',
]);

const LENGTH = /^\d{1,10}$/;

/** Reads the heads of a connection's requests, of which many are the same. */
export class PlainHeadReader {
  /** The last one, with the blank line. */
  private text = '';
  private head?: PlainHead;

  /**
   * Reads the head of a request if it is whole, a POST, and plain.
   *
   * @param bytes - what has come of the request
   * @returns undefined for any other, valid or not: who reads those has to see them from their first byte
   */
  read(bytes: Buffer): PlainHead | undefined {
    if (this.head && bytes.toString('latin1', 0, this.head.end) === this.text) return this.head;
    const blank = bytes.indexOf(END);
    if (blank < 0 || blank > MAX_BYTES) return undefined;
    this.text = bytes.toString('latin1', 0, blank + END.length);
    this.head = parseHead(this.text.slice(0, -LINE_END.length));
    return this.head;
  }
}

/** @param text - up to the blank line */
function parseHead(text: string): PlainHead | undefined {
  if (!PLAIN.test(text)) return undefined;
  const requestLineEnd = text.indexOf(LINE_END);
  const headers = readHeaders(text, requestLineEnd + LINE_END.length);
  if (!headers || headers.host === undefined) return undefined;
  const length = headers['content-length'];
  if (length === undefined || !LENGTH.test(length)) return undefined;
  return {
    url: text.slice(URL_START, requestLineEnd - URL_END),
    headers,
    contentLength: Number(length),
    end: text.length + LINE_END.length,
  };
}

/** @returns undefined when one comes twice, or is unusual */
function readHeaders(text: string, from: number): IncomingHttpHeaders | undefined {
  const headers: IncomingHttpHeaders = {};
  let at = from;
  while (at < text.length) {
    const colon = text.indexOf(':', at);
    const end = text.indexOf(LINE_END, colon);
    const name = text.slice(at, colon).toLowerCase();
    const value = text.slice(text.charCodeAt(colon + 1) === 0x20 ? colon + 2 : colon + 1, end);
    if (headers[name] !== undefined || UNUSUAL.has(name)) return undefined;
    if (name === 'connection' && value.toLowerCase() !== 'keep-alive') return undefined;
    headers[name] = value;
    at = end + LINE_END.length;
  }
  return headers;
}
