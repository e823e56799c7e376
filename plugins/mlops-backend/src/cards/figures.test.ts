import { formatCount, formatDay, formatFigure, formatShare } from './figures';

describe('figures', () => {
  it.each([
    [0.715328, '0.7153'],
    [-0.5, '-0.5'],
    [12.3456, '12.35'],
    [1234.56, '1,235'],
    [123_456_789.1, '123,456,789'],
    [0.0000123, '1.23e-5'],
    [1e15, '1.00e+15'],
    [-0, '0'],
    [3, '3'],
  ])('%d reads %s', (value, text) => {
    expect(formatFigure(value)).toBe(text);
  });

  it('counts, shares and days', () => {
    expect(formatCount(15_240)).toBe('15,240');
    expect(formatShare(430, 12_008)).toBe('3.6%');
    expect(formatShare(0, 0)).toBe('–');
    expect(formatDay('2026-11-02T23:30:00-05:00')).toBe('2026-11-03');
    expect(formatDay('2013-01-01')).toBe('2013-01-01');
    expect(formatDay('spring')).toBe('spring');
    expect(formatDay('2013-99-01T00:00')).toBe('2013-99-01T00:00');
  });
});
