import { anAuditEvent } from '../../__testUtils__/fixtures';
import type { ReadAuditPage } from '../../queries/audit';
import { cursorBefore } from './cursorBefore';

const NOW = Date.parse('2026-02-01');
const SECOND = 1_000;

/** A trail with these places, an event a second up to now; a cursor is the place that it stands behind. */
function trailOf(seqs: number[]): jest.MockedFunction<ReadAuditPage> {
  const last = Math.max(...seqs);
  const events = seqs
    .map(seq => ({ seq, time: NOW - (last - seq + 1) * SECOND }))
    .sort((a, b) => b.seq - a.seq);
  return jest.fn(async ({ to }) => {
    const [first, next] = events.filter(({ time }) => to === undefined || time < Date.parse(to));
    const items = first ? [anAuditEvent({ seq: first.seq })] : [];
    return { items, ...(next && { nextCursor: String(first.seq) }) };
  });
}

const upTo = (length: number) => Array.from({ length }, (_, i) => i + 1);

describe('cursorBefore', () => {
  it.each([1, 57, 4_000, 9_980])('comes close above event %i', async seq => {
    const read = trailOf(upTo(10_000));
    const cursor = Number(await cursorBefore(read, seq, NOW));
    expect(cursor).toBeGreaterThan(seq);
    expect(cursor).toBeLessThanOrEqual(seq + 10);
    expect(read.mock.calls.length).toBeLessThan(45);
  });

  it('finds where a missing event was', async () => {
    const read = trailOf(upTo(1_000).filter(seq => seq !== 57));
    expect(Number(await cursorBefore(read, 57, NOW))).toBeGreaterThan(57);
  });

  it('comes as close as a gap lets it', async () => {
    const read = trailOf(upTo(1_000).filter(seq => seq < 57 || seq > 500));
    expect(await cursorBefore(read, 57, NOW)).toBe('501');
  });

  it.each([995, 1_000, 1_001])('is the first page for event %i of 1,000', async seq => {
    expect(await cursorBefore(trailOf(upTo(1_000)), seq, NOW)).toBeUndefined();
  });
});
