import { tickLabel, tickTexts, timeTicks } from './timeTicks';

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

  it('marks quarters of an hour within hours', () => {
    expect(labels('2013-04-01T10:50:00Z', '2013-04-01T11:50:00Z', 6)).toEqual([
      '11:00',
      '11:15',
      '11:30',
      '11:45',
    ]);
  });

  it('marks Mondays within months', () => {
    expect(labels('2013-04-01T00:00:00Z', '2013-05-01T00:00:00Z', 6)).toEqual([
      '1 Apr 2013',
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

  it('names the year again wherever it changes, however far the instants lie apart', () => {
    const months = ['2013-11-01', '2013-12-01', '2026-11-01', '2026-12-01'].map(Date.parse);
    expect(tickTexts(months, months[1] - months[0])).toEqual([
      { label: 'Nov', year: '2013' },
      { label: 'Dec' },
      { label: 'Nov', year: '2026' },
      { label: 'Dec' },
    ]);
    const days = ['2013-12-31', '2026-11-22', '2026-11-23'].map(Date.parse);
    expect(tickTexts(days, days[2] - days[1])).toEqual([
      { label: '31 Dec', year: '2013' },
      { label: '22 Nov', year: '2026' },
      { label: '23 Nov' },
    ]);
  });

  it('names the day where hours go over to another one', () => {
    const hours = ['2013-12-31T22:00Z', '2013-12-31T23:00Z', '2026-11-23T01:00Z'].map(Date.parse);
    expect(tickTexts(hours, hours[1] - hours[0])).toEqual([
      { label: '22:00' },
      { label: '23:00' },
      { label: '23 Nov', year: '2026' },
    ]);
  });
});
