import { decodeCursor, encodeCursor } from '../database/cursor';
import type { CursorKind, CursorPosition } from '../database/cursor';

/** The answer of a list operation. */
export function pageBody<T>(
  page: { items: T[]; totalItems: number; more: boolean },
  position: (last: T) => CursorPosition,
): { items: T[]; totalItems: number; nextCursor?: string } {
  const last = page.items[page.items.length - 1];
  return {
    items: page.items,
    totalItems: page.totalItems,
    ...(page.more && last !== undefined && { nextCursor: encodeCursor(position(last)) }),
  };
}

/**
 * The position a list goes on from.
 *
 * @throws `InputError` for a cursor that the list didn't give out
 */
export function positionOf(
  cursor: string | undefined,
  kinds: readonly CursorKind[],
): CursorPosition | undefined {
  return cursor === undefined ? undefined : decodeCursor(cursor, kinds);
}
