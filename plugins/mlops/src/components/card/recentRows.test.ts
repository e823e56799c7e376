import { recentRows } from './recentRows';

const on = (day: string, rows: number) => ({ day: `${day}T00:00:00Z`, rows });

describe('recentRows', () => {
  it('counts the 30 days up to the last with traffic', () => {
    const recent = recentRows([
      on('2013-03-03', 1000),
      on('2013-03-04', 100),
      on('2013-04-01', 10),
      on('2013-04-02', 12),
    ])!;
    expect(recent.rows).toBe(122);
    expect(recent.course).toHaveLength(30);
    expect([recent.course[0], recent.course[1], recent.course[29]]).toEqual([100, 0, 12]);
    expect(new Date(recent.from).toISOString()).toBe('2013-03-04T00:00:00.000Z');
    expect(new Date(recent.to).toISOString()).toBe('2013-04-02T00:00:00.000Z');
  });

  it('shows days before the first request as days without rows', () => {
    expect(recentRows([on('2013-12-01', 9)])!.course).toEqual([...Array(29).fill(0), 9]);
  });

  it('has nothing to tell without traffic', () => {
    expect(recentRows([])).toBeUndefined();
  });
});
