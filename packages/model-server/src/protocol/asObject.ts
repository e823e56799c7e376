import { ProtocolError } from './ProtocolError';

/**
 * A value of a request that has to be a JSON object.
 *
 * @param what - how an error names it
 * @throws ProtocolError 400
 */
export function asObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ProtocolError(400, `${what} must be a JSON object`);
  }
  return value as Record<string, unknown>;
}
