/** A request that can't be answered, with the HTTP status that says so. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';

  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 408 | 411 | 413 | 415 | 429 | 500 | 503,
    message: string,
    /** Further headers of the answer. */
    readonly headers?: Readonly<Record<string, string>>,
  ) {
    super(message);
  }
}

/** How a value of a request is named in an error: short, whatever it is. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value.slice(0, 61)) : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
