import { categoryLabel, CategoryValue } from './categoryLabel';

/** Most categories that get a bin of their own; further ones are counted as other. */
export const MAX_CATEGORIES = 50;

/**
 * The categories of a reference column that get a bin: the commonest first, equally common ones in
 * ascending order of UTF-16 code units, at most 50. Missing values are no category.
 */
export function rankCategories(values: ArrayLike<CategoryValue>): string[] {
  const counts = new Map<string, number>();
  for (let i = 0; i < values.length; i++) {
    const label = categoryLabel(values[i]);
    if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .slice(0, MAX_CATEGORIES)
    .map(([label]) => label);
}
