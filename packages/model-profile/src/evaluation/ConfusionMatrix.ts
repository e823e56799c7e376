/** How often each class was taken for each other one. */
export interface ConfusionMatrix {
  /** The classes, in the order of rows and columns. */
  readonly labels: readonly string[];
  /** Rows by actual class, one count for each predicted class. */
  readonly counts: readonly (readonly number[])[];
}

/**
 * @param labels - names of the classes
 * @param actual - index of the actual class, one a row
 * @param predicted - index of the predicted class, one a row
 */
export function countConfusion(
  labels: readonly string[],
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
): ConfusionMatrix {
  const counts = labels.map(() => labels.map(() => 0));
  for (let row = 0; row < actual.length; row++) counts[actual[row]][predicted[row]]++;
  return { labels, counts };
}

/** What a confusion matrix says of one class. */
export interface ClassCounts {
  /** Rows of the class that were predicted as such. */
  readonly hits: number;
  /** Rows of the class. */
  readonly actual: number;
  /** Rows predicted as the class. */
  readonly predicted: number;
}

/** The margins of a confusion matrix, one for each class. */
export function classCounts({ counts }: ConfusionMatrix): ClassCounts[] {
  return counts.map((row, i) => ({
    hits: row[i],
    actual: row.reduce((sum, count) => sum + count, 0),
    predicted: counts.reduce((sum, each) => sum + each[i], 0),
  }));
}
