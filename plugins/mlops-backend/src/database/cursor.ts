import { InputError } from '@backstage/errors';

/** A position in a sorted list: the sort value of the last row of a page, and what makes it unique. */
export type CursorPosition = readonly (string | number)[];

/** An opaque cursor for the page behind `position`. */
export function encodeCursor(position: CursorPosition): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** What a list sorts by; a time is in milliseconds since 1970. */
export type CursorKind = 'text' | 'uuid' | 'number' | 'real' | 'time';

/** A Date holds no time further from 1970. */
const MAX_TIME = 8.64e15;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const isOfKind: Record<CursorKind, (value: unknown) => boolean> = {
  // PostgreSQL's text can't hold the character 0.
  text: value => typeof value === 'string' && !value.includes('\0'),
  uuid: value => typeof value === 'string' && UUID.test(value),
  number: value => Number.isSafeInteger(value),
  real: value => Number.isFinite(value),
  time: value => Number.isInteger(value) && Math.abs(Number(value)) <= MAX_TIME,
};

/**
 * The position of a cursor.
 *
 * @param kinds - what the list sorts by
 * @throws `InputError` when the cursor isn't one that this list gave out
 */
export function decodeCursor(cursor: string, kinds: readonly CursorKind[]): CursorPosition {
  let position: unknown;
  try {
    position = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    position = undefined;
  }
  if (
    !Array.isArray(position) ||
    position.length !== kinds.length ||
    !position.every((value, index) => isOfKind[kinds[index]](value))
  ) {
    throw new InputError('The cursor is not one that this list gave out');
  }
  return position;
}
