import { ProfileFormatError } from '../errors';
import {
  asArray,
  asCount,
  asFields,
  asNumber,
  asOneOf,
  asRange,
  asString,
  parseJson,
} from './jsonFields';

it('passes what it checks for', () => {
  expect(asFields({ a: 1 }, 'x')).toEqual({ a: 1 });
  expect(asArray([1], 'x')).toEqual([1]);
  expect(asString('', 'x')).toBe('');
  expect(asOneOf('b', ['a', 'b'], 'x')).toBe('b');
  expect(asNumber(-1.5, 'x')).toBe(-1.5);
  expect(asCount(0, 'x')).toBe(0);
  expect(asRange({ min: -1, max: -1 }, 'x')).toEqual({ min: -1, max: -1 });
  expect(asRange({ min: null, max: null }, 'x')).toEqual({ min: null, max: null });
});

it.each<[string, () => unknown]>([
  ['rows: expected an object, got []', () => asFields([], 'rows')],
  ['rows: expected an object, got null', () => asFields(null, 'rows')],
  ['rows: expected an array, got {}', () => asArray({}, 'rows')],
  ['rows: expected a string, got 1', () => asString(1, 'rows')],
  ['rows: expected a or b, got "c"', () => asOneOf('c', ['a', 'b'], 'rows')],
  ['rows: expected a finite number, got undefined', () => asNumber(undefined, 'rows')],
  ['rows: expected a finite number, got "1"', () => asNumber('1', 'rows')],
  ['rows: expected a finite number, got null', () => asNumber(JSON.parse('1e999'), 'rows')],
  ['rows: expected an integer of at least 0, got -1', () => asCount(-1, 'rows')],
  ['rows: expected an integer of at least 0, got 0.5', () => asCount(0.5, 'rows')],
  ['rows: min 2 is above max 1', () => asRange({ min: 2, max: 1 }, 'rows')],
  ['rows.max: expected a finite number, got null', () => asRange({ min: 2, max: null }, 'rows')],
])('throws "%s"', (message, check) => {
  expect(check).toThrow(new ProfileFormatError(message));
});

it('says that a text is not JSON, and why', () => {
  expect(() => parseJson('{')).toThrow(
    expect.objectContaining({ name: 'ProfileFormatError', cause: expect.any(SyntaxError) }),
  );
});
