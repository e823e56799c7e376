import { ProfileFormatError } from '../errors';

/** A JSON object whose fields haven't been looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** @throws ProfileFormatError when the text isn't JSON */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new ProfileFormatError('Not JSON', { cause: error });
  }
}

/*
 * Each of these checks one value. `at` names its place in the document, for the message of the
 * ProfileFormatError that is thrown when the value is something else.
 */

export function asFields(value: unknown, at: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unexpected(at, 'an object', value);
  }
  return value as Fields;
}

export function asArray(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw unexpected(at, 'an array', value);
  return value;
}

export function asString(value: unknown, at: string): string {
  if (typeof value !== 'string') throw unexpected(at, 'a string', value);
  return value;
}

export function asOneOf<T extends string>(value: unknown, choices: readonly T[], at: string): T {
  const choice = choices.find(each => each === value);
  if (choice === undefined) throw unexpected(at, choices.join(' or '), value);
  return choice;
}

export function asNumber(value: unknown, at: string): number {
  // JSON reads 1e999 as infinity.
  if (!Number.isFinite(value)) throw unexpected(at, 'a finite number', value);
  return value as number;
}

export function asCount(value: unknown, at: string): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw unexpected(at, 'an integer of at least 0', value);
  }
  return value as number;
}

/** The fields min and max: both numbers, or both null where there were no numbers. */
export function asRange(fields: Fields, at: string): { min: number | null; max: number | null } {
  if (fields.min === null && fields.max === null) return { min: null, max: null };
  const min = asNumber(fields.min, `${at}.min`);
  const max = asNumber(fields.max, `${at}.max`);
  if (min > max) throw new ProfileFormatError(`${at}: min ${min} is above max ${max}`);
  return { min, max };
}

function unexpected(at: string, expected: string, value: unknown): ProfileFormatError {
  const shown = JSON.stringify(value)?.slice(0, 40);
  return new ProfileFormatError(`${at}: expected ${expected}, got ${shown}`);
}
