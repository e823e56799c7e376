import type { ReadAuditPage } from '../../queries/audit';

/** How many events stand above the one that is looked for. */
const NEAR = 10;

/**
 * A cursor behind which a page begins that the event at a place is on, or would be; undefined when that is the first
 * page.
 */
export async function cursorBefore(
  readPage: ReadAuditPage,
  seq: number,
): Promise<string | undefined> {
  const above = seq + NEAR;
  const { items, nextCursor } = await readPage({ limit: 1, before: above + 1 });
  return items[0]?.seq === above ? nextCursor : undefined;
}
