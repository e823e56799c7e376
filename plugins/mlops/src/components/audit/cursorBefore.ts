import type { ReadAuditPage } from '../../queries/audit';

/** How many events may stand above the one that is looked for. */
const NEAR = 10;
/** Before there was a trail. */
const EARLIEST = Date.parse('2020-01-01');

/**
 * A cursor behind which a page begins that the event at a place is on, or would be; undefined when that is the first
 * page. Bisects the time, as cursors are opaque and a place can't be asked for: about 40 events are read at most,
 * however long the trail is.
 */
export async function cursorBefore(
  readPage: ReadAuditPage,
  seq: number,
  now: number,
): Promise<string | undefined> {
  const isAbove = (page: Awaited<ReturnType<ReadAuditPage>>) => (page.items[0]?.seq ?? 0) > seq;
  let above = await readPage({ limit: 1 });
  let low = EARLIEST;
  let high = now;
  if (!isAbove(above) || above.items[0].seq - seq <= NEAR) {
    return undefined;
  }
  while (above.items[0].seq - seq > NEAR && high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const page = await readPage({ limit: 1, to: new Date(middle).toISOString() });
    if (isAbove(page)) {
      above = page;
      high = middle;
    } else {
      low = middle;
    }
  }
  return above.nextCursor;
}
