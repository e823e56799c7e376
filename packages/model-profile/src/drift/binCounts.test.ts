import { checkSameBins, totalCount } from './binCounts';

describe('totalCount', () => {
  it('adds up', () => {
    expect(totalCount([1, 0, 2.5])).toBe(3.5);
    expect(totalCount([])).toBe(0);
  });

  it.each([-1, NaN, Infinity])('refuses %p', count => {
    expect(() => totalCount([1, count])).toThrow(RangeError);
  });
});

describe('checkSameBins', () => {
  it('refuses different numbers of bins', () => {
    expect(() => checkSameBins([1, 2], [1])).toThrow(
      new RangeError('Cannot compare 2 bins with 1'),
    );
    expect(() => checkSameBins([1, 2], [3, 4])).not.toThrow();
  });
});
