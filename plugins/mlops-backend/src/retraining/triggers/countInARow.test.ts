import { countInARow } from './countInARow';
import type { Examined } from './examine';

const interval = (start: number, amount: number, columns: string[] = []): Examined => ({
  start,
  end: start + 1,
  isBeyond: amount > 0,
  amount,
  rows: 100,
  value: amount > 0 ? 0.5 : 0.1,
  columns,
});

const always = () => true;

describe('countInARow', () => {
  it('fires where the count of consecutive intervals is reached, then counts anew', () => {
    const intervals = [
      interval(0, 60, ['temp']),
      interval(1, 60, ['humid']),
      interval(2, 60),
      interval(3, 40),
      interval(4, 10),
    ];
    const { firings, intervals: counted } = countInARow({ counted: 0 }, intervals, 100, always);
    expect(firings).toEqual([
      { at: 2, since: 0, counted: 120, columns: ['humid', 'temp'], value: 0.5 },
      { at: 4, since: 2, counted: 100, columns: [], value: 0.5 },
    ]);
    expect(counted.map(one => one.counted)).toEqual([60, 120, 60, 100, 10]);
  });

  it('begins anew behind an interval that is within bounds', () => {
    const intervals = [interval(0, 60), interval(1, 0), interval(2, 60)];
    const { firings, progress } = countInARow({ counted: 0 }, intervals, 100, always);
    expect(firings).toEqual([]);
    expect(progress).toEqual({ examinedUntil: 3, counted: 60, since: 2 });
  });

  it('comes to the same in one go and interval by interval, looking at each once', () => {
    const intervals = [60, 60, 0, 30, 30, 30, 30, 60].map((amount, start) =>
      interval(start, amount, [`column ${start}`]),
    );
    const atOnce = countInARow({ counted: 0 }, intervals, 100, always);
    let progress = { counted: 0 };
    const firings = [];
    for (let until = 1; until <= intervals.length; until++) {
      // What was looked at comes again.
      const step = countInARow(progress, intervals.slice(0, until), 100, always);
      firings.push(...step.firings);
      progress = step.progress;
    }
    expect(firings).toEqual(atOnce.firings);
    expect(progress).toEqual(atOnce.progress);
  });

  it('goes on counting while it may not fire', () => {
    const intervals = [interval(0, 60), interval(1, 60), interval(2, 60)];
    const { firings } = countInARow({ counted: 0 }, intervals, 100, at => at >= 3);
    expect(firings).toMatchObject([{ at: 3, since: 0, counted: 180 }]);
  });
});
