import { anAuditEvent } from '../../__testUtils__/fixtures';
import type { ReadAuditPage } from '../../queries/audit';
import { auditCsv, auditJsonLines, readEvents } from './exportedEvents';

/** A trail of events, of which each page gives as many as asked for. */
function trailOf(length: number): jest.MockedFunction<ReadAuditPage> {
  return jest.fn(async ({ limit = 25, cursor }) => {
    const top = cursor === undefined ? length : Number(cursor);
    const items = Array.from({ length: Math.min(limit, top) }, (_, i) =>
      anAuditEvent({ seq: top - i }),
    );
    const rest = top - items.length;
    return { items, ...(rest > 0 && { nextCursor: String(rest) }) };
  });
}

const never = () => new AbortController().signal;

describe('readEvents', () => {
  it('reads all pages of what matches, and tells how far it is', async () => {
    const read = trailOf(250);
    const progress: number[] = [];
    const { events, isCut } = await readEvents(read, { model: 'risk' }, never(), n =>
      progress.push(n),
    );
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 250 }, (_, i) => 250 - i));
    expect(isCut).toBe(false);
    expect(progress).toEqual([100, 200, 250]);
    expect(read.mock.calls.map(([query]) => query)).toEqual([
      { model: 'risk', limit: 100, cursor: undefined },
      { model: 'risk', limit: 100, cursor: '150' },
      { model: 'risk', limit: 100, cursor: '50' },
    ]);
  });

  it.each([
    [10_000, false],
    [10_001, true],
  ])('of %i events gives 10,000 at most', async (length, isCut) => {
    const read = await readEvents(trailOf(length), {}, never(), () => {});
    expect([read.events.length, read.isCut]).toEqual([10_000, isCut]);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const read = trailOf(250);
    const reading = readEvents(read, {}, controller.signal, () => controller.abort());
    await expect(reading).rejects.toThrow(/abort/i);
    expect(read).toHaveBeenCalledTimes(2);
  });
});

describe('what is written', () => {
  const events = [
    anAuditEvent({ reason: '=HYPERLINK("http://x")', after: { a: 1 } as never }),
    anAuditEvent({ seq: 56, reason: 'two\nlines' }),
  ];

  it('is JSON, a line an event', () => {
    const lines = auditJsonLines(events).split('\n');
    expect(lines).toHaveLength(3);
    expect(lines.slice(0, 2).map(line => JSON.parse(line))).toEqual(events);
  });

  it('is CSV that runs no formula', () => {
    const lines = auditCsv(events).split('\r\n');
    expect(lines[0]).toMatch(/^Event,Time,Actor,Action,Outcome,Kind,Resource,Model,Reason,/);
    expect(lines[1]).toBe(
      `57,2026-01-01T10:00:00Z,user:default/guest,version.register,done,version,flight-delay-risk@2,flight-delay-risk,"'=HYPERLINK(""http://x"")",,,,"{""a"":1}",${'ab'.repeat(32)}`,
    );
    expect(lines[2]).toContain('"two\nlines"');
  });
});
