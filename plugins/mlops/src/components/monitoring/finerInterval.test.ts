import type { ChartInterval, Traffic } from '@mlops-backstage/plugin-mlops-common';
import { finerInterval } from './finerInterval';

const HOUR_MS = 3_600_000;

/** Points that start so many hours after midnight. */
const traffic = (interval: ChartInterval, ...hours: number[]) => ({
  interval,
  points: hours.map(hour => ({
    start: new Date(Date.UTC(2013, 6, 9) + hour * HOUR_MS).toISOString(),
  })) as Traffic['points'],
});

describe('finerInterval', () => {
  it('is what was asked for, where points stand for longer', () => {
    expect(finerInterval('5min', traffic('hour', 0))).toBe('5min');
    expect(finerInterval('hour', traffic('day', 0))).toBe('hour');
    expect(finerInterval('hour', traffic('hour', 0))).toBeUndefined();
    expect(finerInterval('day', traffic('hour', 0))).toBeUndefined();
  });

  it('is what fits a chart where none was asked for and traffic was rolled up', () => {
    expect(finerInterval('auto', traffic('hour', 5, 16))).toBe('5min');
    expect(finerInterval('auto', traffic('day', 0))).toBe('5min');
    expect(finerInterval('auto', traffic('day', 0, 120))).toBe('hour');
  });

  it('is nothing where points stand for as long as fits a chart', () => {
    expect(finerInterval('auto', traffic('5min', 0, 11))).toBeUndefined();
    expect(finerInterval('auto', traffic('hour', 0, 12))).toBeUndefined();
    expect(finerInterval('auto', traffic('day', 0, 144))).toBeUndefined();
    // Nothing is rolled up to weeks: they are chosen.
    expect(finerInterval('auto', traffic('week', 0, 24 * 140))).toBeUndefined();
    expect(finerInterval('auto', traffic('hour'))).toBeUndefined();
  });
});
