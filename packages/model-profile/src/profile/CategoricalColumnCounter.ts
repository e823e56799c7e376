import { binCount, CategoricalColumnSchema } from '../schema/ProfileSchema';
import { CategoryValue, MISSING_CATEGORIES, valuesWithLabel } from './categoryLabel';
import { CategoricalColumnProfile } from './Profile';

/** Counts the values of one categorical column, one at a time and without allocating. */
export class CategoricalColumnCounter {
  private readonly binOf = new Map<CategoryValue, number>();
  private readonly other: number;
  private readonly counts: Float64Array;

  constructor(schema: CategoricalColumnSchema) {
    this.other = schema.categories.length;
    this.counts = new Float64Array(binCount(schema));
    schema.categories.forEach((label, bin) => {
      for (const value of valuesWithLabel(label)) this.binOf.set(value, bin);
    });
    // After the categories: the label "NaN" is a category, the number NaN is missing all the same.
    for (const missing of MISSING_CATEGORIES) this.binOf.set(missing, this.other + 1);
  }

  /** Counts one value. */
  observe(value: CategoryValue): void {
    this.counts[this.binOf.get(value) ?? this.other]++;
  }

  /** What was observed since the last take; counting starts anew. */
  take(): CategoricalColumnProfile {
    const counts = Array.from(this.counts);
    this.counts.fill(0);
    return { kind: 'categorical', counts };
  }
}
