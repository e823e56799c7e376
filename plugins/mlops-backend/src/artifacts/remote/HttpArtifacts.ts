import { InputError } from '@backstage/errors';
import { lookup as systemLookup } from 'node:dns';
import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { Agent, type Dispatcher, request } from 'undici';
import { mayConnect } from '../../network/addressRule';
import { AllowList, withoutFinalDot } from './AllowList';
import { describeReference } from './describeReference';
import { describeFailure } from '../../network/describeFailure';
import { AddressRefusedError, guardedLookup, type Lookup } from '../../network/guardedLookup';
import type { OpenOptions, RemoteTimeouts } from './OpenOptions';
import type { AllowedHost } from './RemoteSources';
import { tooLarge, wholeBody } from './wholeBody';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 5;

/** An answer whose head has come, and the connection that its body comes over. */
interface Answer {
  head: Dispatcher.ResponseData;
  agent: Agent;
}

/**
 * Reads artifacts over HTTP(S) from hosts that are allowed, without becoming a way into the network the backend is in:
 * the host is checked as parsed, its address when connecting, and each redirect like a reference of its own. Proxies of
 * the environment aren't used, since behind one the address can't be checked.
 */
export class HttpArtifacts {
  readonly #allowed: AllowList;
  readonly #timeouts: RemoteTimeouts;
  readonly #lookup: Lookup;

  constructor(
    allow: readonly AllowedHost[],
    options: { timeouts: RemoteTimeouts; lookup?: Lookup },
  ) {
    this.#allowed = new AllowList(allow);
    this.#timeouts = options.timeouts;
    this.#lookup = options.lookup ?? systemLookup;
  }

  /** The schemes that are configured for a host, with their colon. */
  schemes(): string[] {
    return this.#allowed.schemes();
  }

  /** See `RemoteArtifacts.open`. */
  async open(reference: URL, options: OpenOptions): Promise<Readable> {
    const what = describeReference(reference.href);
    if (reference.username || reference.password) {
      throw new InputError(
        `${what} was given with a user name or password, which would be stored with the version. ` +
          'Credentials belong into mlops.artifacts.remote.allow',
      );
    }
    let url = reference;
    for (let redirects = 0; ; redirects += 1) {
      const allowed = this.#allowed.find(url);
      if (!allowed) throw notAllowed(what, redirects);
      // Secret headers are for the host that the reference names; whoever redirects doesn't get to choose another.
      const headers = url.origin === reference.origin ? allowed.headers : undefined;
      const answer = await this.#request(url, { what, redirects, allowed, headers, ...options });
      if (!REDIRECTS.has(answer.head.statusCode)) return this.#body(answer, what, options);
      await close(answer);
      if (!allowed.followRedirects) {
        throw new InputError(`${what} is answered with a redirect, which is not followed`);
      }
      if (redirects === MOST_REDIRECTS) {
        throw new InputError(`${what} is redirected more than ${MOST_REDIRECTS} times`);
      }
      url = redirectTarget(answer.head.headers.location, url) ?? fail(notAllowed(what, 1));
    }
  }

  async #request(
    url: URL,
    options: OpenOptions & {
      what: string;
      redirects: number;
      allowed: AllowedHost;
      headers: Record<string, string> | undefined;
    },
  ): Promise<Answer> {
    const { what, redirects, allowed, headers, signal } = options;
    const host = withoutFinalDot(url.hostname);
    const isPermitted = (address: string) =>
      mayConnect(address, allowed.allowPrivateAddresses ?? false);
    const literal = host.replace(/^\[(.*)\]$/, '$1');
    // A socket asks its lookup only for names.
    if (isIP(literal) && !isPermitted(literal)) throw addressRefused(what, redirects);
    const agent = new Agent({
      connect: {
        lookup: guardedLookup(this.#lookup, isPermitted),
        timeout: this.#timeouts.connectMs,
      },
      headersTimeout: this.#timeouts.headersMs,
      // Watched by wholeBody.
      bodyTimeout: 0,
      // One request, then the connection closes.
      pipelining: 0,
    });
    const target = new URL(url);
    target.hostname = host;
    try {
      const head = await request(target, {
        dispatcher: agent,
        signal,
        headers: { ...lowerCased(headers), 'accept-encoding': 'identity' },
      });
      return { head, agent };
    } catch (error) {
      await agent.destroy();
      signal?.throwIfAborted();
      if (error instanceof AddressRefusedError) throw addressRefused(what, redirects);
      throw new InputError(`${what} can't be read: ${describeFailure(error)}`);
    }
  }

  async #body(answer: Answer, what: string, options: OpenOptions): Promise<Readable> {
    try {
      const expectedBytes = checkHead(answer.head, what, options.maxBytes);
      return wholeBody(answer.head.body, {
        ...options,
        what,
        expectedBytes,
        idleMs: this.#timeouts.idleMs,
        release: () => void answer.agent.destroy(),
      });
    } catch (error) {
      await close(answer);
      throw error;
    }
  }
}

/** Returns the number of bytes that the body is announced to have; `undefined` where it comes in chunks. */
function checkHead(
  { statusCode, headers }: Dispatcher.ResponseData,
  what: string,
  maxBytes: number,
): number | undefined {
  if (statusCode !== 200) {
    throw new InputError(`${what} can't be read: the host answers with status ${statusCode}`);
  }
  const encoding = String(headers['content-encoding'] ?? '').trim();
  if (encoding && encoding.toLowerCase() !== 'identity') {
    throw new InputError(
      `${what} can't be read: the host sends it compressed, although it was asked not to`,
    );
  }
  const length = headers['content-length'];
  if (length === undefined) {
    // A body that lasts until the connection closes looks the same when it is cut off.
    if (headers['transfer-encoding'] === undefined) {
      throw new InputError(`${what} can't be read: the host doesn't say where the content ends`);
    }
    return undefined;
  }
  if (!/^\d{1,15}$/.test(String(length))) {
    throw new InputError(`${what} can't be read: the host says no valid length`);
  }
  if (Number(length) > maxBytes) throw tooLarge(what, maxBytes);
  return Number(length);
}

function redirectTarget(location: string | string[] | undefined, base: URL): URL | undefined {
  return typeof location === 'string' && URL.canParse(location, base)
    ? new URL(location, base)
    : undefined;
}

/** Where a redirect leads isn't said: it may be a name of the internal network. */
function notAllowed(what: string, redirects: number): InputError {
  return redirects > 0
    ? new InputError(`${what} is redirected to a place that artifacts may not be read from`)
    : new InputError(
        `Artifacts may not be read from ${what}: no entry of mlops.artifacts.remote.allow allows it`,
      );
}

function addressRefused(what: string, redirects: number): InputError {
  return redirects > 0
    ? notAllowed(what, redirects)
    : new InputError(
        `Artifacts may not be read from ${what}: its host has no public address, and its entry of ` +
          'mlops.artifacts.remote.allow allows no private ones',
      );
}

function lowerCased(headers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

async function close({ head, agent }: Answer): Promise<void> {
  head.body.on('error', () => {});
  head.body.destroy();
  await agent.destroy();
}

function fail(error: Error): never {
  throw error;
}
