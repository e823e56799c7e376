import fc from 'fast-check';
import { Watermark } from './Watermark';
import type { WindowChange } from './WindowStore';

const [MINUTE, HOUR] = [60_000, 3_600_000];
const WAITING = { settlingMs: MINUTE, latenessMs: 5 * MINUTE };
/** By the clock of whoever looks: traffic of 2013 comes long after. */
const TODAY = Date.UTC(2026, 10, 26);
const PAST = Date.UTC(2013, 3, 1);

/** Something that is added to the hour of a number, so many minutes from the beginning. */
interface Arrival {
  hour: number;
  minute: number;
}

/** The changes that are there after some minutes. */
const windowsOf = (arrivals: readonly Arrival[], minute: () => number) => ({
  async changes(_: string, { from = -Infinity, to = Infinity } = {}, __: unknown, since = 0) {
    const newest = new Map<number, WindowChange>();
    for (const one of arrivals.filter(arrival => arrival.minute <= minute())) {
      const start = PAST + one.hour * HOUR;
      const updatedAt = TODAY + one.minute * MINUTE;
      const known = newest.get(start)?.updatedAt ?? 0;
      newest.set(start, { start, spanMs: 5 * MINUTE, updatedAt: Math.max(known, updatedAt) });
    }
    return [...newest.values()].filter(
      ({ start, updatedAt }) => start >= from && start < to && updatedAt > since,
    );
  },
});

/** Looks every minute, and tells the hours that were judged, in the order in which they were. */
async function judgedOf(arrivals: readonly Arrival[], minutes: number): Promise<number[]> {
  let minute = 0;
  const windows = windowsOf(arrivals, () => minute);
  const watermark = new Watermark(windows, WAITING);
  const judged: number[] = [];
  let judgedUntil: number | undefined;
  for (; minute <= minutes; minute++) {
    const now = TODAY + minute * MINUTE;
    const until = await watermark.until('d', judgedUntil, 'hour', now);
    if (until !== undefined) {
      const changes = await windows.changes('d', { from: judgedUntil, to: until }, undefined);
      const settled = changes.filter(({ updatedAt }) => updatedAt <= now - WAITING.settlingMs);
      judged.push(...settled.map(({ start }) => (start - PAST) / HOUR).sort((a, b) => a - b));
      judgedUntil = until;
    }
  }
  return judged;
}

it('has every hour judged once, in order of time, in whatever order within the lateness they come', async () => {
  const hours = fc.array(
    fc.record({
      gap: fc.integer({ min: 1, max: 3 }),
      every: fc.integer({ min: 0, max: 4 }),
      delays: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(hours, async told => {
      let [hour, minute] = [0, 0];
      const arrivals = told.flatMap(({ gap, every, delays }) => {
        hour += gap;
        minute += every;
        return delays.map(delay => ({ hour, minute: minute + delay }));
      });
      const expected = [...new Set(arrivals.map(one => one.hour))];
      expect(await judgedOf(arrivals, minute + 20)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

it('waits no longer than that: what comes later is left out, and is told', async () => {
  const arrivals = [
    { hour: 2, minute: 0 },
    { hour: 1, minute: 7 },
  ];
  expect(await judgedOf(arrivals, 30)).toEqual([2]);
  const watermark = new Watermark(
    windowsOf(arrivals, () => 8),
    WAITING,
  );
  const judgedUntil = PAST + 3 * HOUR;
  expect(await watermark.missed('d', judgedUntil, TODAY + 6 * MINUTE)).toEqual({
    from: PAST + HOUR,
    until: PAST + HOUR + 5 * MINUTE,
  });
  expect(await watermark.missed('d', judgedUntil, TODAY + 7 * MINUTE)).toBeUndefined();
});

it('closes no interval that is not over, and none that something is still added to', async () => {
  const live = new Watermark(
    {
      changes: async () => [{ start: TODAY - HOUR / 2, spanMs: 5 * MINUTE, updatedAt: 0 }],
    },
    WAITING,
  );
  expect(await live.until('d', undefined, 'hour', TODAY - MINUTE)).toBeUndefined();
  expect(await live.until('d', undefined, 'hour', TODAY)).toBe(TODAY);
  const busy = Array.from({ length: 20 }, (_, minute) => ({ hour: 1, minute }));
  expect(await judgedOf(busy, 24)).toEqual([]);
  expect(await judgedOf(busy, 25)).toEqual([1]);
});
