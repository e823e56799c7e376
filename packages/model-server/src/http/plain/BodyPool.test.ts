import { BodyPool } from './BodyPool';

const KILO = 1024;
const MEGA = KILO * KILO;

describe('BodyPool', () => {
  it('lays bodies out for what is in them', () => {
    const pool = new BodyPool();
    for (const alignedFrom of [0, 1, 7, 8, 153]) {
      for (const length of [1, 100, 20 * KILO, 5 * MEGA]) {
        const body = pool.take(length, alignedFrom);
        expect(body).toHaveLength(length);
        expect((body.byteOffset + alignedFrom) % 8).toBe(0);
        pool.giveBack(body);
      }
    }
  });

  it('gives memory again that it was given back, and to nobody else before', () => {
    const pool = new BodyPool();
    const first = pool.take(120 * KILO, 3);
    const second = pool.take(120 * KILO, 3);
    expect(second.buffer).not.toBe(first.buffer);
    pool.giveBack(first);
    expect(pool.take(100 * KILO, 0).buffer).toBe(first.buffer);
    expect(pool.take(100 * KILO, 0).buffer).not.toBe(second.buffer);
  });

  it('gives none for a body that it is too small for', () => {
    const pool = new BodyPool();
    pool.giveBack(pool.take(20 * KILO, 0));
    const larger = pool.take(40 * KILO, 0);
    expect(larger.buffer.byteLength).toBeGreaterThanOrEqual(40 * KILO);
  });

  it('keeps neither small nor very large ones, and no more than it may', () => {
    const pool = new BodyPool();
    const reused = (length: number) => {
      const body = pool.take(length, 0);
      pool.giveBack(body);
      return pool.take(length, 0).buffer === body.buffer;
    };
    expect([reused(KILO), reused(20 * KILO), reused(5 * MEGA)]).toEqual([false, true, false]);
    const many = Array.from({ length: 100 }, () => pool.take(MEGA, 0));
    for (const body of many) pool.giveBack(body);
    const given = new Set(many.map(({ buffer }) => buffer));
    const again = Array.from({ length: 100 }, () => pool.take(MEGA, 0));
    expect(again.filter(({ buffer }) => given.has(buffer))).toHaveLength(16);
  });
});
