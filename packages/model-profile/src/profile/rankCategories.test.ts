import { rankCategories } from './rankCategories';

it('ranks by count, then by code units', () => {
  expect(rankCategories(['b', 'a', 'c', 'c', 'B', 'ä'])).toEqual(['c', 'B', 'a', 'b', 'ä']);
});

it('orders by code units, not by code points', () => {
  // U+1F600 is the surrogate pair D83D DE00, below U+FF5E in code units and above it in code points.
  expect(rankCategories(['\uff5e', '\u{1f600}'])).toEqual(['\u{1f600}', '\uff5e']);
});

it('counts equal labels of different types together', () => {
  expect(rankCategories(['2', 1, 1n, true, '1'])).toEqual(['1', '2', 'true']);
});

it('lists the empty string and leaves out missing values', () => {
  expect(rankCategories(['', null, undefined, NaN, ''])).toEqual(['']);
});

it('keeps the fifty commonest', () => {
  const values = Array.from({ length: 60 }, (_, i) => Array(i + 1).fill(`c${i}`)).flat();
  const categories = rankCategories(values);
  expect(categories).toHaveLength(50);
  expect(categories[0]).toBe('c59');
  expect(categories[49]).toBe('c10');
});

it('has none for no values', () => {
  expect(rankCategories([])).toEqual([]);
});
