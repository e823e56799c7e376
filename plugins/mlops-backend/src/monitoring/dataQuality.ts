import type {
  ColumnDrift,
  ColumnProfile,
  DriftReport,
  Profile,
} from '@mlops-backstage/model-profile';
import type { QualityFinding } from '@mlops-backstage/plugin-mlops-common';
import { binomialTail } from '../statistics/binomial';

type Check = Exclude<QualityFinding['check'], 'constant'>;

/** Chance of a finding in an interval in which the data are as the reference's. */
const FALSE_ALARM = 0.001;
/** A share may be so much above the reference's, which is a sample itself. */
const TOLERANCE = 0.01;
/** From so much on nobody can rely on the column. */
const CRITICAL_RISE = 0.2;

const IN_WORDS: Record<Check, string> = {
  missing: 'missing',
  'out-of-range': 'outside the range of the reference',
  unseen: 'of categories that the reference does not have',
};

const rise = ({ reference, window }: Pick<QualityFinding, 'reference' | 'window'>) =>
  (window ?? 0) - (reference ?? 0);

/**
 * What is wrong with the features of a window, the worst first: more values that are missing, out of range or unseen than
 * in the reference, and columns that have become constant. Each is beyond doubt (exact binomial), the chance of a
 * mistake being divided among all that is looked at (Bonferroni).
 */
export function dataQuality(
  report: DriftReport,
  reference: Profile,
  window: Profile,
): QualityFinding[] {
  const features = report.columns
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => column.role === 'feature' && column.m > 0 && column.n > 0);
  // Missing, outside, constant.
  const alpha = FALSE_ALARM / (3 * Math.max(features.length, 1));
  const findings = features.flatMap(({ column, index }) => [
    ...risen(column, 'missing', alpha),
    ...risen(column, column.kind === 'numeric' ? 'out-of-range' : 'unseen', alpha),
    ...constant(column, reference.columns[index], window.columns[index], alpha),
  ]);
  return findings.sort((a, b) => rise(b) - rise(a));
}

function risen(column: ColumnDrift, check: Check, alpha: number): QualityFinding[] {
  const sides = check === 'missing' ? column.missingRate : column.outOfRangeRate;
  const [before, now] = [sides.reference ?? 0, sides.window ?? 0];
  const allowed = Math.min(before + TOLERANCE, 1);
  if (now <= allowed || binomialTail(Math.round(now * column.m), column.m, allowed) >= alpha) {
    return [];
  }
  return [
    {
      column: column.name,
      check,
      severity: now - before >= CRITICAL_RISE ? 'critical' : 'warning',
      message: `${percent(now)} of ${column.name} are ${IN_WORDS[check]}, ${percent(before)} in the reference`,
      reference: before,
      window: now,
    },
  ];
}

/** A column all of whose values are one, as it wouldn't be by chance: the commonest bin of the reference isn't that common. */
function constant(
  { name, m }: ColumnDrift,
  reference: ColumnProfile,
  window: ColumnProfile,
  alpha: number,
): QualityFinding[] {
  const before = largestShare(reference);
  const isConstant = isOneValue(window) && !isOneValue(reference);
  if (!isConstant || binomialTail(m, m, before) >= alpha) {
    return [];
  }
  return [
    {
      column: name,
      check: 'constant',
      severity: 'critical',
      message: `All values of ${name} are the same, at most ${percent(before)} in the reference`,
      reference: before,
      window: 1,
    },
  ];
}

function largestShare({ counts }: ColumnProfile): number {
  return Math.max(...counts) / counts.reduce((sum, count) => sum + count, 0);
}

/** Whether there is no missing value and no other one than one. */
function isOneValue(column: ColumnProfile): boolean {
  if (column.counts.filter(count => count > 0).length !== 1 || column.counts.at(-1)! > 0) {
    return false;
  }
  // Categories that aren't listed may be several.
  return column.kind === 'numeric'
    ? column.moments.min !== null && column.moments.min === column.moments.max
    : column.counts.at(-2) === 0;
}

/** With so many digits that a share isn't called 0 % or 100 % that is neither. */
function percent(share: number): string {
  const value = share * 100;
  const digits = [0, 1, 2, 3].find(each => {
    const shown = Number(value.toFixed(each));
    return (shown > 0 || share === 0) && (shown < 100 || share === 1);
  });
  return `${Number(value.toFixed(Math.max(digits ?? 3, value < 10 ? 1 : 0)))} %`;
}
