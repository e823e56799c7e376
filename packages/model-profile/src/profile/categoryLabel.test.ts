import fc from 'fast-check';
import { categoryLabel, CategoryValue, valuesWithLabel } from './categoryLabel';

describe('categoryLabel', () => {
  it.each<[CategoryValue, string]>([
    ['', ''],
    ['AA', 'AA'],
    [3, '3'],
    [3n, '3'],
    [-0, '0'],
    [1e21, '1e+21'],
    [Infinity, 'Infinity'],
    [true, 'true'],
  ])('labels %p as %j', (value, label) => {
    expect(categoryLabel(value)).toBe(label);
  });

  it.each([null, undefined, NaN])('takes %p for missing', value => {
    expect(categoryLabel(value)).toBeNull();
  });
});

describe('valuesWithLabel', () => {
  it('lists the values of every type that share the label', () => {
    expect(valuesWithLabel('3')).toEqual(['3', 3, 3n]);
    expect(valuesWithLabel('true')).toEqual(['true', true]);
    expect(valuesWithLabel('1.50')).toEqual(['1.50']);
    expect(valuesWithLabel('-0')).toEqual(['-0']);
    expect(valuesWithLabel('')).toEqual(['']);
  });

  it('contains every value under its own label', () => {
    const value = fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.bigInt(), fc.boolean());
    fc.assert(
      fc.property(value, v => {
        // A Map holds keys as SameValueZero does, which is what the counter relies on.
        expect(new Set(valuesWithLabel(String(v))).has(v)).toBe(true);
      }),
    );
  });
});
