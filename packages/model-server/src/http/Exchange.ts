import { IncomingHttpHeaders } from 'node:http';

/** Names and values in turn, without those that say what the body is. Values come from this server, never from a client. */
export type HeaderList = readonly string[];

/** A request, and the way back to who made it. */
export interface Exchange {
  readonly method: string;
  /** As in the request line. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Whether the connection has ended, so that nobody waits for an answer. */
  readonly isGone: boolean;
  /**
   * Reads the body; to be called once at most. What isn't read is thrown away as it comes.
   *
   * @param maxBytes - of the body
   * @param alignedFrom - where in the body binary data begins; large bodies are laid out so that it can be read in place
   * @throws ProtocolError 411 or 413
   * @throws ClientGoneError
   */
  readBody(maxBytes: number, alignedFrom: number): Buffer | Promise<Buffer>;
  /** Says that nobody reads the body any more, nor anything in it: its memory may be used for the next one. */
  releaseBody(): void;
  /** Answers; to be called once at most. */
  answer(status: number, contentType: string, headers: HeaderList, body: string | Buffer): void;
  /** Ends the connection without an answer. */
  abandon(): void;
  /** @param listener - called once the answer's last byte was handed to the system, or the connection has ended */
  onceClosed(listener: () => void): void;
}
