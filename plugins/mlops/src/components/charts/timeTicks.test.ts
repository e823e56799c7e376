import { tickLabel, timeTicks } from './timeTicks';

function labels(from: string, to: string, max: number) {
  const ticks = timeTicks(Date.parse(from), Date.parse(to), max);
  return ticks.map(tick => tickLabel(tick, ticks));
}

describe('timeTicks', () => {
  it('marks hours within a day', () => {
    expect(labels('2013-04-01T10:30:00Z', '2013-04-02T10:30:00Z', 5)).toEqual([
      '12:00',
      '18:00',
      '2 Apr',
      '06:00',
    ]);
  });

  it('marks Mondays within months', () => {
    expect(labels('2013-04-01T00:00:00Z', '2013-05-01T00:00:00Z', 6)).toEqual([
      '1 Apr',
      '8 Apr',
      '15 Apr',
      '22 Apr',
      '29 Apr',
    ]);
  });

  it('marks months within years and names the year once', () => {
    expect(labels('2013-04-01T00:00:00Z', '2014-02-01T00:00:00Z', 6)).toEqual([
      'May 2013',
      'Jul',
      'Sept',
      'Nov',
      'Jan 2014',
    ]);
  });
});
