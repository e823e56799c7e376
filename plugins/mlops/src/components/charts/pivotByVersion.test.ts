import { fillIntervals } from './intervals';
import { pivotByVersion, versionsOf } from './pivotByVersion';

const day = (date: number) => `2013-04-0${date}T00:00:00Z`;

describe('pivotByVersion', () => {
  const points = [
    { start: day(1), version: 1, rows: 10 },
    { start: day(3), version: 1, rows: 30 },
    { start: day(3), version: 2, rows: 5 },
  ];

  it('puts the versions side by side and fills the intervals without traffic', () => {
    const rows = pivotByVersion(points, 'day', p => ({ '': p.rows }));
    expect(rows.map(({ start, v1, v2 }) => [new Date(start).getUTCDate(), v1, v2])).toEqual([
      [1, 10, null],
      [2, null, null],
      [3, 30, 5],
    ]);
    expect(versionsOf(points)).toEqual([1, 2]);
  });

  it('fills counts with zero', () => {
    const [, second] = pivotByVersion(points, 'day', p => ({ '': p.rows }), 0);
    expect(second).toMatchObject({ v1: 0, v2: 0 });
  });

  it('draws a value at the middle of its interval', () => {
    const [first] = pivotByVersion(points, 'day', p => ({ '': p.rows }));
    expect(new Date(first.middle).toISOString()).toBe('2013-04-01T12:00:00.000Z');
  });

  it('knows that months differ in length', () => {
    const starts = [Date.UTC(2013, 0, 1), Date.UTC(2013, 3, 1)];
    expect(fillIntervals(starts, 'month').map(start => new Date(start).getUTCMonth())).toEqual([
      0, 1, 2, 3,
    ]);
  });
});
