import { fromHalf, toHalf } from './half';

describe('halves', () => {
  it('survive the way to a number and back, all 63,488 finite and infinite ones', () => {
    const changed: number[] = [];
    for (let half = 0; half <= 0xffff; half++) {
      const value = fromHalf(half);
      if (!Number.isNaN(value) && toHalf(value) !== half) changed.push(half);
    }
    expect(changed).toEqual([]);
  });

  // numpy: np.float16(x).view(np.uint16)
  it.each([
    [1, 0x3c00],
    [-2, 0xc000],
    [0.1, 0x2e66],
    [1 / 3, 0x3555],
    [65504, 0x7bff],
    [65519.9, 0x7bff],
    [65520, 0x7c00],
    [-1e9, 0xfc00],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [2 ** -25 * 1.001, 0x0001],
    [2 ** -14 - 2 ** -26, 0x0400],
    [2049, 0x6800],
    [2051, 0x6802],
  ])('rounds %d to the nearest half', (value, half) => {
    expect(toHalf(value)).toBe(half);
  });

  it('keeps NaN', () => {
    expect(fromHalf(toHalf(NaN))).toBeNaN();
  });
});
