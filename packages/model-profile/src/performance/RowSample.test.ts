import { RowSample } from './RowSample';

const filled = (rows: number, most: number) => {
  const sample = new RowSample(['a', 'b'], most, 7);
  for (let row = 0; row < rows; row++) sample.add({ a: row, b: -row });
  return sample;
};

describe('RowSample', () => {
  it('keeps all rows in order while there is room', () => {
    const sample = filled(100, 100);
    expect([...sample.column('a')]).toEqual(Array.from({ length: 100 }, (_, row) => row));
    expect(sample.rows).toBe(100);
  });

  it('keeps as many as there is room for, each as likely as another, and columns together', () => {
    const sample = filled(100_000, 1_000);
    expect(sample.rows).toBe(100_000);
    const kept = sample.column('a');
    expect(kept).toHaveLength(1_000);
    expect(new Set(kept).size).toBe(1_000);
    expect([...sample.column('b')]).toEqual([...kept].map(row => -row));
    // The mean of 1,000 of them deviates by 913.
    const mean = kept.reduce((sum, row) => sum + row, 0) / 1_000;
    expect(Math.abs(mean - 50_000)).toBeLessThan(4 * 913);
    expect(filled(100_000, 1_000).column('a')).toEqual(kept);
  });
});
