import { SchemaMismatchError } from '../../errors';
import { Profile } from '../../profile/Profile';
import { ColumnKind } from '../../schema/ProfileSchema';
import { schemaDigest } from '../../schema/schemaIdentity';
import { comparableBinOf } from '../comparableBins';
import { columnSignificance } from '../hasDrifted';
import { addCounts } from './addCounts';
import { chanceOfBeginning, chanceOfLater, isFollowed } from './beginnings';
import { changeEvidence } from './changeEvidence';
import { Baseline, ColumnMonitor, MonitorState } from './MonitorState';

export interface MonitorOptions {
  /** Chance of ever calling drift in any feature where there is none, in (0, 1). */
  readonly alpha?: number;
  /** Windows in which a change is as likely to begin as in all later ones together, a whole number of at least 1. */
  readonly period?: number;
}

/** A column's counts in the bins of its schema, the last of them missing values. */
export interface CountedColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly counts: readonly number[];
}

/** What a column's windows so far say together. */
export interface ColumnEvidence {
  readonly name: string;
  /** Logarithm of the evidence for a change: its expectation is at most 1 where there is none. */
  readonly logEvidence: number;
  readonly drifted: boolean;
  /** Windows before the likeliest beginning of a change; null before the first window. */
  readonly changedAfter: number | null;
}

/** What all windows so far say. */
export interface MonitorEvidence {
  /** One for each feature. */
  readonly columns: readonly ColumnEvidence[];
  /** Names of the features that have drifted, in the schema's order. */
  readonly driftedColumns: readonly string[];
}

export interface MonitorStep extends MonitorEvidence {
  readonly state: MonitorState;
}

/** Eight weeks of hours. */
export const DEFAULT_PERIOD = 1_344;
export const DEFAULT_MONITOR_ALPHA = 0.01;

/** Beyond it evidence isn't told apart; far below the largest double, so that sums stay finite. */
const MOST_KEPT = 1e300;

/**
 * Begins to watch windows for drift from a reference, one after the other, with one promise for all of them: however many
 * come, the chance that any feature is ever called drifted where nothing drifts is at most alpha.
 *
 * A test of each window can't keep that: it is made again every hour, and all the tests share one reference, so that what
 * chance made of the reference shows in all of them. With windows larger than the reference hardly anything else does. Here
 * the chance of a feature's counts without change takes the reference's error in (`changeEvidence`), and the evidence of
 * all windows together is a nonnegative martingale with mean 1, over all possible beginnings of a change, each weighted by
 * a chance set beforehand. It exceeds columns / alpha, ever, with a chance of at most alpha / columns (J. Ville, "Étude
 * critique de la notion de collectif", 1939). So a small change that lasts is found, too, as soon as windows together show it.
 *
 * J. Shin, A. Ramdas & A. Rinaldo, "E-detectors: a nonparametric framework for sequential change detection" (New England
 * Journal of Statistics in Data Science 2023) has the mixture over beginnings and the thinning of old ones, which may only
 * lose evidence. Rows have to be independent: windows that differ by the hour of the day have changed.
 *
 * @param reference - the sample that the schema's bins were made from
 * @throws RangeError when an option is outside its range
 */
export function startMonitor(reference: Profile, options: MonitorOptions = {}): MonitorState {
  const features = reference.schema.columns.flatMap(({ name, kind, role }, i) =>
    role === 'feature' ? [{ name, kind, counts: reference.columns[i].counts }] : [],
  );
  return startMonitorOfCounts(schemaDigest(reference.schema), features, options);
}

/**
 * The same where only counts are at hand.
 *
 * @param schema - tells the reference's bins from others
 * @param features - counts of the reference
 * @throws RangeError when an option is outside its range
 */
export function startMonitorOfCounts(
  schema: string,
  features: readonly CountedColumn[],
  { alpha = DEFAULT_MONITOR_ALPHA, period = DEFAULT_PERIOD }: MonitorOptions = {},
): MonitorState {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha must be in (0, 1), got ${alpha}`);
  if (!(Number.isSafeInteger(period) && period >= 1)) {
    throw new RangeError(`period must be a whole number of at least 1, got ${period}`);
  }
  const columns = features.map(({ name, kind, counts }): ColumnMonitor => {
    const binOf = comparableBinOf(kind, counts);
    return { name, binOf, counts: addCounts([], counts, binOf), baselines: [], kept: 0 };
  });
  return { schema, alpha, period, windows: 0, columns };
}

/**
 * Takes the next window in, after the ones before it: each row once, and no window of rows that were chosen by what the
 * monitor said. Windows without rows change nothing.
 *
 * @param state - what the last step left, or `startMonitor`; it stays as it is
 * @throws SchemaMismatchError when the window was counted under another schema than the reference
 */
export function monitorWindow(state: MonitorState, window: Profile): MonitorStep {
  if (schemaDigest(window.schema) !== state.schema) {
    throw new SchemaMismatchError('The window was not counted under the schema of the reference');
  }
  const features = window.columns.filter((_, i) => window.schema.columns[i].role === 'feature');
  return monitorCounts(
    state,
    features.map(({ counts }) => counts),
  );
}

/**
 * The same where only counts are at hand.
 *
 * @param counts - of the features that the monitor was started with, in their order and bins
 * @throws RangeError when they are of other features or bins
 */
export function monitorCounts(
  state: MonitorState,
  counts: readonly (readonly number[])[],
): MonitorStep {
  const isAlike =
    counts.length === state.columns.length &&
    counts.every((each, i) => each.length === state.columns[i].binOf.length);
  if (!isAlike) throw new RangeError('The window was not counted in the bins of the reference');
  const isEmpty = counts.every(each => each.every(count => count === 0));
  const next = isEmpty
    ? state
    : {
        ...state,
        windows: state.windows + 1,
        columns: state.columns.map((column, i) =>
          observe(column, counts[i], state.windows, state.period),
        ),
      };
  return { state: next, ...evidenceSoFar(next) };
}

/** What a monitor says without another window. */
export function evidenceSoFar(state: MonitorState): MonitorEvidence {
  const columns = state.columns.map(column => evidenceOf(column, state));
  const driftedColumns = columns.filter(({ drifted }) => drifted).map(({ name }) => name);
  return { columns, driftedColumns };
}

function observe(
  column: ColumnMonitor,
  counts: readonly number[],
  windows: number,
  period: number,
): ColumnMonitor {
  const baselines = [...column.baselines, { windows, counts: column.counts }];
  const given = baselines.filter(baseline => !isFollowed(baseline, windows + 1));
  return {
    ...column,
    counts: addCounts(column.counts, counts, column.binOf),
    baselines: baselines.filter(baseline => isFollowed(baseline, windows + 1)),
    // What they said before this window: evidence put by stays a fair bet.
    kept: given.reduce(
      (sum, baseline) =>
        Math.min(sum + Math.exp(logWeighted(baseline, column.counts, period)), MOST_KEPT),
      column.kept,
    ),
  };
}

function evidenceOf(
  { name, counts, baselines, kept }: ColumnMonitor,
  { alpha, period, windows, columns }: MonitorState,
): ColumnEvidence {
  const logs = baselines.map(baseline => logWeighted(baseline, counts, period));
  const largest = Math.max(0, ...logs);
  const followed = logs.reduce((sum, log) => sum + Math.exp(log - largest), 0);
  const others = (kept + chanceOfLater(windows, period)) * Math.exp(-largest);
  const logEvidence = largest + Math.log(followed + others);
  const likeliest = baselines[logs.indexOf(Math.max(...logs))];
  return {
    name,
    logEvidence,
    drifted: logEvidence >= -Math.log(columnSignificance(alpha, columns.length)),
    changedAfter: likeliest?.windows ?? null,
  };
}

/** Logarithm of a beginning's chance times the evidence for it. */
function logWeighted(baseline: Baseline, counts: readonly number[], period: number): number {
  const since = counts.map((count, i) => count - baseline.counts[i]);
  return (
    Math.log(chanceOfBeginning(baseline.windows, period)) + changeEvidence(baseline.counts, since)
  );
}
