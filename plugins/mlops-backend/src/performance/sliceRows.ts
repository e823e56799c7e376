import type {
  PerformanceMetric,
  PerformanceSlice,
  PerformanceSlices,
} from '@mlops-backstage/plugin-mlops-common';
import type { OutputReader } from '../predictions/OutputReader';
import { FrequentValues } from './FrequentValues';
import { betterOf, tallyOf } from './metricsOf';
import type { ServedQuery, ServedRow, ServedRowStore } from './ServedRowStore';
import { NOTHING } from './Tally';
import type { Figure, Tally } from './Tally';

/** Values that are told apart; all others are one slice. */
const MAX_SLICES = 12;

interface SlicedVersion {
  version: number;
  reader: OutputReader;
  query: ServedQuery;
}

/** What a row has in a column; null for missing, undefined where the column wasn't kept. */
function valueOf({ kept }: ServedRow, column: string): string | null | undefined {
  const value = kept?.[column];
  return value === undefined || value === null ? value : String(value);
}

/**
 * The metrics of each of the most frequent values of a kept column, and of all others together.
 *
 * Who looks at many slices finds one that seems bad by chance. So their intervals hold all at once with the confidence of
 * a single one (Bonferroni), and a slice differs from the whole only where its interval leaves out the whole's value.
 */
export async function sliceRows(
  rows: ServedRowStore,
  versions: readonly SlicedVersion[],
  column: string,
  metrics: readonly PerformanceMetric[],
  alpha: number,
): Promise<PerformanceSlices> {
  const slices: PerformanceSlice[] = [];
  let kept = 0;
  let intervals = 0;
  for (const { version, reader, query } of versions) {
    const frequent = new FrequentValues(1_000);
    for await (const row of rows.read(query)) {
      const value = valueOf(row, column);
      if (value !== undefined) {
        kept++;
        frequent.add(value);
      }
    }
    const named = new Set(frequent.top(MAX_SLICES));
    const tallies = new Map<string | null | undefined, Tally>();
    const whole = tallyOf(reader);
    for await (const row of rows.read(query)) {
      const value = valueOf(row, column);
      if (value !== undefined) {
        // Undefined is the slice of all others.
        const slice = named.has(value) ? value : undefined;
        const tally = tallies.get(slice) ?? tallyOf(reader);
        tallies.set(slice, tally);
        tally.add(row);
        whole.add(row);
      }
    }
    const overall = whole.figures(alpha).figures;
    const share = alpha / Math.max(tallies.size, 1);
    intervals = Math.max(intervals, tallies.size);
    for (const [value, tally] of tallies) {
      const tallied = tally.figures(share);
      slices.push({
        version,
        isOther: value === undefined,
        value: value ?? null,
        rows: tallied.rows,
        metrics: metrics.map(name => {
          const figure = tallied.figures.get(name) ?? NOTHING;
          return {
            metric: name,
            ...figure,
            differs: differs(name, figure, overall.get(name)?.value ?? null),
          };
        }),
      });
    }
  }
  return {
    column,
    kept,
    intervals,
    slices: slices.sort(
      (a, b) => a.version - b.version || Number(a.isOther) - Number(b.isOther) || b.rows - a.rows,
    ),
  };
}

function differs(
  metric: PerformanceMetric,
  { low, high }: Figure,
  overall: number | null,
): 'better' | 'worse' | null {
  if (low === null || high === null || overall === null || (low <= overall && overall <= high)) {
    return null;
  }
  return high < overall === (betterOf(metric) === 'lower') ? 'better' : 'worse';
}
