import {
  formatAmount,
  formatBytes,
  formatCompact,
  formatCount,
  formatLatency,
  formatMeasure,
  formatPercent,
  formatQuantity,
} from './numbers';

describe('numbers', () => {
  it('keeps about four digits of a measure', () => {
    expect([0.715328, 17.368876, 1013.25, 0, -0.02201, 0.00004].map(formatMeasure)).toEqual([
      '0.715',
      '17.4',
      '1,013',
      '0.000',
      '-0.022',
      '4.0e-5',
    ]);
  });

  it('gives latency the unit that fits', () => {
    expect([0.42, 1.854, 12.44, 999.4, 2100].map(formatLatency)).toEqual([
      '420 µs',
      '1.85 ms',
      '12.4 ms',
      '999 ms',
      '2.1 s',
    ]);
  });

  it('gives bytes decimal units', () => {
    expect([0, 999, 1200, 3_400_000].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '1.2 kB',
      '3.4 MB',
    ]);
  });

  it('counts in words', () => {
    expect(formatCount(70000)).toBe('70,000');
    expect(formatQuantity(1, 'row')).toBe('1 row');
    expect(formatQuantity(2, 'entry', 'entries')).toBe('2 entries');
    expect(formatCompact(7532)).toBe('7.5K');
    expect(formatCompact(0.30000000000000004)).toBe('0.3');
    expect(formatPercent(0.2874)).toBe('28.7 %');
  });

  it('says when the counting stopped', () => {
    expect(formatAmount({ value: 1000, isExact: true })).toBe('1,000');
    expect(formatAmount({ value: 1000, isExact: false })).toBe('more than 1,000');
  });
});
