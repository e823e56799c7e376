import { InputError } from '@backstage/errors';

/** A position in a sorted list: the sort value of the last row of a page, and what makes it unique. */
export type CursorPosition = readonly (string | number)[];

/** An opaque cursor for the page behind `position`. */
export function encodeCursor(position: CursorPosition): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * The position of a cursor.
 *
 * @param length - how many values the list sorts by
 * @throws `InputError` when the cursor isn't one that this list gave out
 */
export function decodeCursor(cursor: string, length: number): CursorPosition {
  let position: unknown;
  try {
    position = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    position = undefined;
  }
  if (
    !Array.isArray(position) ||
    position.length !== length ||
    !position.every(value => typeof value === 'string' || Number.isFinite(value))
  ) {
    throw new InputError('The cursor is not one that this list gave out');
  }
  return position;
}
