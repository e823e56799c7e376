import { SchemaMismatchError } from '../errors';
import { Profile } from '../profile/Profile';
import { sameSchema } from '../schema/schemaIdentity';
import { ColumnDrift, DriftReport } from './DriftReport';
import { DriftDecision } from './DriftDecision';
import { columnSignificance } from './hasDrifted';
import { measureColumn } from './measureColumn';

export interface DriftOptions {
  /** Whether a drifted column has to exceed the threshold, too. */
  readonly decision?: DriftDecision;
  /** Corrected PSI a drifted column exceeds, at least 0. */
  readonly threshold?: number;
  /** Chance of calling drift in any feature where there is none, in (0, 1]. */
  readonly alpha?: number;
}

export const DEFAULT_THRESHOLD = 0.3;
/** By default not one window in 200 without drift is called drifted, however few its rows. */
export const DEFAULT_ALPHA = 0.005;

/**
 * Compares a window of data with the reference, column by column.
 *
 * A column has drifted when the effect is large, corrected PSI > threshold, and no accident,
 * p < alpha / number of features (Bonferroni); where significance decides, the effect may be any. Predictions are
 * measured by the same bounds, but count neither towards the average nor towards the drifted columns.
 *
 * @throws SchemaMismatchError when the profiles were counted under different schemas
 * @throws RangeError when an option is outside its range
 */
export function measureDrift(
  reference: Profile,
  window: Profile,
  { decision = 'effect', threshold = DEFAULT_THRESHOLD, alpha = DEFAULT_ALPHA }: DriftOptions = {},
): DriftReport {
  if (!(threshold >= 0)) throw new RangeError(`threshold must be at least 0, got ${threshold}`);
  const { schema } = reference;
  if (!sameSchema(schema, window.schema)) {
    throw new SchemaMismatchError('The window was not counted under the schema of the reference');
  }

  const featureCount = schema.columns.filter(({ role }) => role === 'feature').length;
  const significance = columnSignificance(alpha, featureCount);
  const bounds = { decision, threshold, significance };
  const columns = schema.columns.map((column, i) =>
    measureColumn(column, reference.columns[i], window.columns[i], bounds),
  );
  const features = columns.filter(({ role }) => role === 'feature');
  return {
    convention: schema.convention,
    referenceRows: reference.rows,
    windowRows: window.rows,
    decision,
    threshold,
    alpha,
    averageDrift: averagePsi(features),
    driftedColumns: features.filter(({ drifted }) => drifted).map(({ name }) => name),
    columns,
  };
}

function averagePsi(columns: readonly ColumnDrift[]): number | null {
  const measured = columns.flatMap(column => (column.measured ? [column.psi] : []));
  if (measured.length === 0) return null;
  return measured.reduce((sum, psi) => sum + psi, 0) / measured.length;
}
