import { chooseInterval, fittingInterval, intervalEnd, intervalStart } from './intervals';

const at = (text: string) => Date.parse(text);
const start = (text: string, interval: Parameters<typeof intervalStart>[1]) =>
  new Date(intervalStart(at(text), interval)).toISOString();

describe('intervals', () => {
  it('begin at UTC hours, days, Mondays and first days of a month', () => {
    expect(start('2013-07-31T23:59:59.999Z', 'hour')).toBe('2013-07-31T23:00:00.000Z');
    expect(start('2013-07-31T23:59:59.999Z', 'day')).toBe('2013-07-31T00:00:00.000Z');
    // A Wednesday; the Monday before is the 29th.
    expect(start('2013-07-31T23:59:59.999Z', 'week')).toBe('2013-07-29T00:00:00.000Z');
    expect(start('2013-07-29T00:00:00Z', 'week')).toBe('2013-07-29T00:00:00.000Z');
    expect(start('2013-07-28T23:59:59Z', 'week')).toBe('2013-07-22T00:00:00.000Z');
    expect(start('2013-07-31T23:59:59.999Z', '5min')).toBe('2013-07-31T23:55:00.000Z');
    expect(start('2013-12-31T23:00:00Z', 'month')).toBe('2013-12-01T00:00:00.000Z');
    expect(start('1969-12-31T23:00:00Z', 'week')).toBe('1969-12-29T00:00:00.000Z');
  });

  it('are the shortest that make at most 144', () => {
    const first = at('2013-04-01T00:00:00Z');
    expect(fittingInterval(first, first)).toBe('5min');
    expect(fittingInterval(first, first + 12 * 3_600_000 - 1)).toBe('5min');
    expect(fittingInterval(first, first + 12 * 3_600_000)).toBe('hour');
    expect(fittingInterval(first, first, 'hour')).toBe('hour');
    expect(fittingInterval(first, first + 143 * 3_600_000)).toBe('hour');
    expect(fittingInterval(first, first + 144 * 3_600_000)).toBe('day');
    expect(fittingInterval(first, at('2013-12-31T00:00:00Z'))).toBe('week');
    expect(fittingInterval(first, at('2016-12-31T00:00:00Z'))).toBe('month');
  });

  it('end where the next one starts', () => {
    const end = (text: string, interval: Parameters<typeof intervalEnd>[1]) =>
      new Date(intervalEnd(at(text), interval)).toISOString();
    expect(end('2013-07-31T23:00:00Z', 'hour')).toBe('2013-08-01T00:00:00.000Z');
    expect(end('2013-07-31T23:55:00Z', '5min')).toBe('2013-08-01T00:00:00.000Z');
    expect(end('2013-07-29T00:00:00Z', 'week')).toBe('2013-08-05T00:00:00.000Z');
    expect(end('2013-12-01T00:00:00Z', 'month')).toBe('2014-01-01T00:00:00.000Z');
  });

  it('are never shorter than the windows', () => {
    const rolledUp = { first: 0, last: 0, spanMs: 24 * 3_600_000 };
    expect(chooseInterval('auto', rolledUp)).toBe('day');
    expect(chooseInterval('hour', rolledUp)).toBe('day');
    expect(chooseInterval('5min', rolledUp)).toBe('day');
    expect(chooseInterval('5min', { ...rolledUp, spanMs: 600_000 })).toBe('hour');
    expect(chooseInterval('5min', { ...rolledUp, spanMs: 60_000 })).toBe('5min');
    expect(chooseInterval('month', rolledUp)).toBe('month');
  });

  it('are refused when there would be too many', () => {
    const first = at('2013-01-01T00:00:00Z');
    const choose = (interval: Parameters<typeof chooseInterval>[0], last: number) =>
      chooseInterval(interval, { first, last, spanMs: 0 });
    expect(choose('hour', first + 2_000 * 3_600_000)).toBe('hour');
    expect(() => choose('hour', at('2014-01-01T00:00:00Z'))).toThrow(
      'more than 2000 intervals of one hour',
    );
    expect(() => choose('5min', first + 2_001 * 300_000)).toThrow(
      'more than 2000 intervals of five minutes: choose a longer interval or a shorter range',
    );
    const byHour = { first, last: at('2014-01-01T00:00:00Z'), spanMs: 3_600_000 };
    expect(() => chooseInterval('5min', byHour)).toThrow(
      'more than 2000 intervals of one hour, by which traffic in it is kept: choose',
    );
    expect(choose('auto', at('2026-01-01T00:00:00Z'))).toBe('month');
  });
});
