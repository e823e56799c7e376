import { byteCount } from './byteCount';

describe('byteCount', () => {
  it.each([
    [0, '0 bytes'],
    [1023, '1023 bytes'],
    [1536, '1.5 KiB'],
    [512 * 1024 * 1024, '512 MiB'],
    [3 * 1024 ** 4, '3 TiB'],
  ])('says %d as %s', (bytes, text) => {
    expect(byteCount(bytes)).toBe(text);
  });
});
