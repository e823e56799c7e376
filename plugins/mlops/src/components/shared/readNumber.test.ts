import { numberText, readNumber } from './readNumber';

const rate = { least: 0.001, most: 1_000_000 };
const count = { least: 1, most: 100_000, isWhole: true };

describe('readNumber', () => {
  it('takes nothing for no limit, and numbers with and without a fraction', () => {
    expect(readNumber('  ', rate)).toEqual({});
    expect(readNumber(' 20 ', rate)).toEqual({ value: 20 });
    expect(readNumber('0.5', rate)).toEqual({ value: 0.5 });
    expect(readNumber('100000', count)).toEqual({ value: 100_000 });
  });

  it.each([
    ['many', rate, 'A number such as 20, or nothing for no limit'],
    ['-1', rate, 'A number such as 20, or nothing for no limit'],
    ['1e3', rate, 'A number such as 20, or nothing for no limit'],
    ['0', rate, 'From 0.001 to 1,000,000, or nothing for no limit'],
    ['1000001', rate, 'From 0.001 to 1,000,000, or nothing for no limit'],
    ['1.5', count, 'A whole number, or nothing for no limit'],
    ['0', count, 'From 1 to 100,000, or nothing for no limit'],
    ['', { ...count, isRequired: true }, 'A number is needed here'],
    ['1.5', { ...count, isRequired: true }, 'A whole number'],
  ])('says what is wrong with %j', (text, rule, problem) => {
    expect(readNumber(text, rule)).toEqual({ problem });
  });

  it('is written back without the noise of binary fractions', () => {
    expect(numberText(undefined)).toBe('');
    expect(numberText(0.07 * 100)).toBe('7');
    expect(numberText(0.001)).toBe('0.001');
  });
});
