import { request } from 'undici';

/** How long a system may take to answer. */
const TIMEOUT_MS = 30_000;
/** As much of an answer is read: that of a run can have its whole definition in it. */
const MAX_ANSWER_BYTES = 10_000_000;
/** As many characters of a system's words are kept. */
const MAX_WORDS = 1_000;

/** An answer of an outside system: what its JSON says, or its text where it isn't JSON. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: any;
}

class TooLong extends Error {}

/**
 * The HTTP API of an outside system that takes and gives JSON. A redirect isn't followed, so that credentials stay with the host
 * that was named, and is an answer like any other; what is thrown has no address and no header in it.
 */
export class JsonApi {
  /**
   * @param system - what people call it, for messages
   * @param url - without a slash at the end
   * @param headers - sent with each request
   */
  constructor(
    private readonly system: string,
    private readonly url: string,
    private readonly headers: Record<string, string> = {},
    private readonly timeoutMs: number = TIMEOUT_MS,
  ) {}

  /** @throws `Error` when there is no whole answer in time, or one of more than ten million bytes */
  async ask(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    options: { body?: object; headers?: Record<string, string> } = {},
  ): Promise<JsonAnswer> {
    const { body, headers } = options;
    try {
      const answer = await request(`${this.url}${path}`, {
        method,
        signal: AbortSignal.timeout(this.timeoutMs),
        headers: {
          accept: 'application/json',
          // Some systems refuse whoever doesn't say who they are.
          'user-agent': 'backstage-mlops',
          ...this.headers,
          ...headers,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: answer.statusCode, body: parsed(await this.textOf(answer.body)) };
    } catch (error) {
      throw error instanceof TooLong ? error : this.unreachable(error);
    }
  }

  private async textOf(chunks: AsyncIterable<Buffer>): Promise<string> {
    const read: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > MAX_ANSWER_BYTES) {
        throw new TooLong(`${this.system} answered with more than ${MAX_ANSWER_BYTES} bytes`);
      }
      read.push(chunk);
    }
    return Buffer.concat(read).toString();
  }

  /** Its own words may have the address in it, which some hold secrets in. */
  private unreachable(error: any): Error {
    return new Error(
      error?.name === 'TimeoutError'
        ? `${this.system} did not answer within ${this.timeoutMs / 1000} seconds`
        : `${this.system} can't be reached (${error?.code ?? error?.name})`,
    );
  }
}

function parsed(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * What a system said of a failure, to be put behind a sentence: a colon and at most a thousand characters; nothing where it said
 * nothing that is known to be meant for people.
 *
 * @param secrets - what may not be in it
 */
export function wordsOfAnswer({ body }: JsonAnswer, secrets: string[] = []): string {
  // `detail` or `title` in Airflow (RFC 7807 and FastAPI), `message` in gRPC gateways and GitHub.
  const said =
    body?.detail ?? body?.message ?? body?.title ?? (typeof body === 'string' ? body : undefined);
  let text = (typeof said === 'string' ? said : JSON.stringify(said ?? '')).trim();
  // Pages of proxies say nothing that helps.
  if (text === '""' || text.startsWith('<')) {
    return '';
  }
  for (const secret of secrets) {
    text = text.replaceAll(secret, '…');
  }
  return text ? `: ${text.slice(0, MAX_WORDS)}` : '';
}
