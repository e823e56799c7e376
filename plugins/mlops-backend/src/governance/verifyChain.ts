import { auditHash, GENESIS } from './auditHash';
import type { StoredAuditRow } from './AuditStore';

/** What was found of a chain: whether it is whole, or where it is broken first. */
export type ChainVerification =
  | { intact: true; events: number; head: string }
  | { intact: false; events: number; brokenAt: number; problem: string };

/**
 * Follows a chain of audit events from its beginning.
 *
 * @param rows - in the order of their places
 * @param end - where it should end
 */
export async function verifyChain(
  rows: AsyncIterable<StoredAuditRow> | Iterable<StoredAuditRow>,
  end: { seq: number; hash: string } | undefined,
): Promise<ChainVerification> {
  let events = 0;
  let head = GENESIS;
  const broken = (brokenAt: number, problem: string): ChainVerification => ({
    intact: false,
    events,
    brokenAt,
    problem,
  });
  for await (const row of rows) {
    const expected = events + 1;
    if (row.seq !== expected) {
      return row.seq > expected
        ? broken(expected, 'The event is missing')
        : broken(Math.max(row.seq, 1), 'An event has a place before the first');
    }
    if (end && row.seq > end.seq) {
      return broken(row.seq, 'The event is behind the end of the chain');
    }
    if (auditHash(head, row) !== row.hash) {
      return broken(row.seq, 'The event, or what it was chained to, is not what was written');
    }
    head = row.hash;
    events = expected;
  }
  if (!end) {
    return broken(events + 1, 'The end of the chain is not known');
  }
  if (events < end.seq) {
    return broken(events + 1, 'The event is missing');
  }
  return head === end.hash
    ? { intact: true, events, head }
    : broken(Math.max(events, 1), 'The last event is not the one that the chain ends with');
}
