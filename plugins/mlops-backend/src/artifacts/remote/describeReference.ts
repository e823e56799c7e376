const LONGEST = 500;

/**
 * A reference as it may be shown, logged and stored: without user name and password, query (where presigned URLs have
 * their signature) and fragment. Takes any text, also one that is no reference; has at most 500 characters.
 */
export function describeReference(reference: string): string {
  const [, scheme, rest] = /^\s*([a-z][a-z0-9+.-]*:)?(.*)$/is.exec(reference)!;
  const [, slashes, authority, path] = /^([/\\]*)([^/\\?#]*)([^?#]*)/s.exec(rest)!;
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const shown = `${scheme ?? ''}${slashes}${host}${path}`
    // Characters that break lines, or turn text round, would make a message say what it doesn't.
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd');
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST - 1)}…` : shown;
}
