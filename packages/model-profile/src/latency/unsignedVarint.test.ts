import fc from 'fast-check';
import { ProfileFormatError } from '../errors';
import { VarintReader, writeVarint } from './unsignedVarint';

function written(...values: number[]): number[] {
  const bytes: number[] = [];
  values.forEach(value => writeVarint(bytes, value));
  return bytes;
}

it('writes LEB128', () => {
  expect(written(0)).toEqual([0]);
  expect(written(127)).toEqual([127]);
  expect(written(624485)).toEqual([0xe5, 0x8e, 0x26]);
});

it('reads what was written', () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeNat()), values => {
      const reader = new VarintReader(Uint8Array.from(written(...values)));
      expect(values.map(() => reader.read())).toEqual(values);
      expect(reader.done).toBe(true);
    }),
  );
});

it('refuses a number that is cut off', () => {
  expect(() => new VarintReader(Uint8Array.of(0x80)).read()).toThrow(ProfileFormatError);
});

it('refuses a number too large to be exact, without reading on for ever', () => {
  const endless = new Uint8Array(1000).fill(0xff);
  expect(() => new VarintReader(endless).read()).toThrow('2⁵³');
});
