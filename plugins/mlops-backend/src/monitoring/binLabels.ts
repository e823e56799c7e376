import type { ColumnSchema } from '@mlops-backstage/model-profile';

/** What the bins of a column hold, in words. */
export function binLabels(column: ColumnSchema): string[] {
  if (column.kind === 'categorical') {
    return [...column.categories, 'other', 'missing'];
  }
  const edges = edgeTexts(column.edges);
  if (edges.length === 0) {
    return ['any value', 'missing'];
  }
  const between = edges.slice(1).map((upper, index) => `${edges[index]} – ${upper}`);
  return [`≤ ${edges[0]}`, ...between, `> ${edges[edges.length - 1]}`, 'missing'];
}

/** Edges in as few digits as tell them apart, four or more. */
function edgeTexts(edges: readonly number[]): string[] {
  for (let digits = 4; digits < 17; digits++) {
    const texts = edges.map(value => String(Number(value.toPrecision(digits))));
    if (new Set(texts).size === edges.length) {
      return texts;
    }
  }
  return edges.map(String);
}
