// References and windows of columns whose distributions are known.
import { createRequire } from 'node:module';
import { multinomial } from './draw.mjs';

const require = createRequire(import.meta.url);
const { buildReferenceProfile } = require('@mlops-backstage/model-profile');

const NO_MOMENTS = { count: 0, mean: 0, m2: 0, min: null, max: null };

/** The profile of so many rows that are drawn from the columns. */
export function drawReference(uniform, columns, rows) {
  return buildReferenceProfile(
    columns.map(({ kind, draw }, i) => ({
      name: `x${i}`,
      role: 'feature',
      kind,
      values: Array.from({ length: rows }, () => draw(uniform)),
    })),
  );
}

/** The bins' true shares, for each column: of the distributions that windows come from. */
export function sharesOf({ schema }, columns) {
  return columns.map(({ shares }, i) => shares(schema.columns[i]));
}

/** A window of so many rows, as if these had been drawn and counted; without moments, which p-values and PSI don't use. */
export function drawWindow(uniform, { schema }, shares, rows) {
  return {
    schema,
    rows,
    columns: schema.columns.map(({ kind }, i) => {
      const counts = multinomial(uniform, rows, shares[i]);
      return kind === 'numeric'
        ? { kind, counts, below: 0, above: 0, moments: NO_MOMENTS }
        : { kind, counts };
    }),
  };
}
