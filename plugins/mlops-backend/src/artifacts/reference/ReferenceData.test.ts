import { checkTable } from './ReferenceData';

const names = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`);

describe('checkTable', () => {
  it.each<[string[], number]>([
    [names(1), 0],
    [names(20), 1_000_000],
    [names(2000), 10_000],
  ])('accepts the limits', (columns, rows) => {
    expect(() => checkTable(columns, rows)).not.toThrow();
  });

  it.each<[string[], number, string]>([
    [[], 1, 'has no columns'],
    [names(2001), 0, '2001 columns, but 2000 are the most'],
    [names(1), 1_000_001, '1000001 rows, but 1000000 are the most'],
    [names(2000), 10_001, '20002000 values, but 20000000 are the most'],
    [['a', 'b', 'a'], 1, 'the column "a" twice'],
    [['a', ''], 1, 'a column without a name'],
  ])('refuses what is beyond them', (columns, rows, reason) => {
    expect(() => checkTable(columns, rows)).toThrow(reason);
  });
});
