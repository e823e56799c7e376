import type { AllowedHost } from './RemoteSources';

const DEFAULT_PORTS: Record<string, string> = { 'https:': '443', 'http:': '80' };

/** Segments that mean the parent folder to servers that decode or cut a path further than WHATWG's URL does. */
const CLIMBS = /(?:^|[/\\]|%2f|%5c)(?:\.|%2e){2}(?:$|[/\\;]|%2f|%5c|%3b)/i;
const DECODES_TWICE = /%25(?:25)*(?:2e|2f|5c|3b)/i;

interface Entry {
  readonly allowed: AllowedHost;
  /** Canonical; with a leading dot for all names below it. */
  readonly host: string;
  readonly port: string | undefined;
  readonly schemes: readonly string[];
  readonly paths: readonly string[] | undefined;
}

/** The hosts that artifacts may be read from over HTTP. */
export class AllowList {
  readonly #entries: readonly Entry[];

  /** @throws `Error` for an entry that could never be met as it is written */
  constructor(hosts: readonly AllowedHost[]) {
    this.#entries = hosts.map(parseEntry);
  }

  /** The schemes of all entries, with their colon. */
  schemes(): string[] {
    return [...new Set(this.#entries.flatMap(({ schemes }) => schemes))].sort();
  }

  /**
   * The first entry that allows a URL. None allows a URL with a user name or password.
   *
   * @param url - parsed, since only then all ways to write a host are one
   */
  find(url: URL): AllowedHost | undefined {
    if (url.username || url.password) return undefined;
    const host = withoutFinalDot(url.hostname);
    const defaultPort = DEFAULT_PORTS[url.protocol];
    const port = url.port || defaultPort;
    return this.#entries.find(
      entry =>
        entry.schemes.includes(url.protocol) &&
        (entry.host.startsWith('.')
          ? host.endsWith(entry.host) && host.length > entry.host.length
          : host === entry.host) &&
        port === (entry.port ?? defaultPort) &&
        (!entry.paths || isBelow(url.pathname, entry.paths)),
    )?.allowed;
  }
}

/** `example.com.` is `example.com`, said to be complete. */
export function withoutFinalDot(hostname: string): string {
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
}

function isBelow(path: string, prefixes: readonly string[]): boolean {
  if (CLIMBS.test(path) || DECODES_TWICE.test(path)) return false;
  return prefixes.some(
    prefix => path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`),
  );
}

function parseEntry(allowed: AllowedHost): Entry {
  const { host, schemes = ['https'], paths, headers = {} } = allowed;
  const refuse = (reason: string) =>
    new Error(`mlops.artifacts.remote.allow: the host ${JSON.stringify(host)} ${reason}`);
  const [, wildcard, name, port] = /^(\*\.)?(.*?)(?::(\d{1,5}))?$/s.exec(host) ?? [];
  if (!name || /[/\\?#@*\s]/.test(name)) throw refuse('is no name or address of a host');
  const canonical = withoutFinalDot(hostnameOf(name) ?? '');
  if (!canonical) throw refuse('is no name or address of a host');
  if (wildcard && /^\[|^[\d.]+$/.test(canonical)) throw refuse('has * before an address');
  if (port && (Number(port) < 1 || Number(port) > 65_535)) throw refuse('has a port out of range');
  if (schemes.some(scheme => scheme !== 'https' && scheme !== 'http')) {
    throw refuse('has schemes other than https and http');
  }
  if (paths?.some(path => !path.startsWith('/'))) {
    throw refuse('has paths that do not start with /');
  }
  try {
    // Checks names and values; the message of its own error would have the value in it.
    void new Headers(headers);
  } catch {
    throw refuse('has headers that HTTP does not allow');
  }
  return {
    allowed,
    host: wildcard ? `.${canonical}` : canonical,
    port: port && String(Number(port)),
    schemes: schemes.map(scheme => `${scheme}:`),
    paths: paths?.map(path => new URL(path, 'https://host').pathname),
  };
}

function hostnameOf(name: string): string | undefined {
  try {
    return new URL(`https://${name}`).hostname;
  } catch {
    return undefined;
  }
}
