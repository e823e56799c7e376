import { formatInstant, formatInterval, formatRelative } from './instants';

describe('instants', () => {
  it('are written in UTC', () => {
    expect(formatInstant('2013-12-31T23:05:59-05:00')).toBe('1 Jan 2014, 04:05 UTC');
  });

  it.each([
    ['2026-01-01T11:59:30Z', 'just now'],
    ['2026-01-01T11:57:00Z', '3 minutes ago'],
    ['2026-01-01T10:00:00Z', '2 hours ago'],
    ['2025-12-31T12:00:00Z', 'yesterday'],
    ['2013-12-31T00:00:00Z', '12 years ago'],
  ])('%s is %s', (instant, words) => {
    expect(formatRelative(instant, Date.parse('2026-01-01T12:00:00Z'))).toBe(words);
  });

  it('names an interval by its length', () => {
    const start = '2013-04-01T00:00:00Z';
    expect(formatInterval(start, 'hour')).toBe('1 Apr 2013, 00:00 UTC');
    expect(formatInterval('2013-04-01T14:05:00Z', '5min')).toBe('1 Apr 2013, 14:05 UTC');
    expect(formatInterval(start, 'day')).toBe('1 Apr 2013');
    expect(formatInterval(start, 'week')).toBe('week of 1 Apr 2013');
    expect(formatInterval(start, 'month')).toBe('April 2013');
  });
});
