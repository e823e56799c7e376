import * as fc from 'fast-check';
import { decodeCursor, encodeCursor } from './cursor';

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('gives back the position that it was made of, and can be put into a URL as it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter(text => !text.includes('\0')),
        fc.nat(),
        (name, time) => {
          const cursor = encodeCursor([name, time]);
          expect(decodeCursor(cursor, ['text', 'time'])).toEqual([name, time]);
          expect(encodeURIComponent(cursor)).toBe(cursor);
        },
      ),
    );
  });

  it.each([
    ['nothing', ''],
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('risk').toString('base64url')],
    ['no list', encoded({ 0: 'a', 1: 2, length: 2 })],
    ['too few values', encoded(['a'])],
    ['too many values', encoded(['a', 1, 2])],
    ['another order', encoded([1, 'a'])],
    ['a null', encoded(['a', null])],
    ['an object', encoded(['a', {}])],
    ['text that no database holds', encoded(['\0', 1])],
    ['a fraction', encoded(['a', 0.5])],
    ['a number past the safe ones', encoded(['a', 2 ** 53])],
  ])('of %s is refused', (_, cursor) => {
    expect(() => decodeCursor(cursor, ['text', 'number'])).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: 'The cursor is not one that this list gave out',
      }),
    );
  });

  it.each([-8.64e15 - 2, 8.64e15 + 2, 0.5, 'yesterday'])('of the time %j is refused', time => {
    expect(() => decodeCursor(encoded([time]), ['time'])).toThrow(/cursor/);
  });
});
