import type { AlertCondition, ColumnDrift } from '@mlops-backstage/plugin-mlops-common';
import { binomialTail } from '../../../statistics/binomial';
import type { CompleteRule } from '../AlertRule';
import { FALSE_ALARM, verdictOf } from '../Judgement';
import type { Judgement, Measure, ObservedVersion } from '../Judgement';
import { percent } from '../numbersInWords';

type QualityCondition = NonNullable<AlertCondition['dataQuality']>;
type Fault = Exclude<QualityCondition['measure'], 'any'>;

/** A share of a column's values, then and now. */
interface Rate {
  column: string;
  fault: Fault;
  reference: number;
  window: number;
  /** Values of the window. */
  values: number;
}

const FAULTS: readonly Fault[] = ['missing', 'unseen', 'out-of-range'];

const IN_WORDS: Record<Fault, string> = {
  missing: 'missing',
  unseen: 'of a category that the reference does not have',
  'out-of-range': 'outside the range of the reference',
};

export const qualityMeasure = ({ measure, column }: QualityCondition): Measure => ({
  measure: `More values ${measure === 'any' ? 'missing, unseen or out of range' : measure}${
    column === undefined ? '' : ` of ${column}`
  } than in the reference`,
  unit: 'share',
  side: 'above',
});

/**
 * Judges whether more of a column's values than in the reference are missing, unseen or out of range. The column that is worst speaks for
 * all. It breaks the rule where the share is above what it may be beyond doubt (exact binomial), the chance of being wrong
 * being divided among all the shares that are looked at (Bonferroni).
 */
export function judgeDataQuality(
  condition: QualityCondition,
  { minRows }: CompleteRule,
  { start, end, version, drift }: ObservedVersion,
): Judgement | undefined {
  if (!drift || drift.rows < minRows) {
    return undefined;
  }
  const { atMost } = condition;
  const rates = drift.columns
    .filter(({ name, role }) =>
      condition.column === undefined ? role === 'feature' : name === condition.column,
    )
    .flatMap(column => ratesOf(column, condition.measure));
  if (rates.length === 0) {
    return undefined;
  }
  const rise = (rate: Rate) => rate.window - rate.reference;
  const isBeyondDoubt = ({ window, reference, values }: Rate) =>
    binomialTail(Math.round(window * values), values, Math.min(reference + atMost, 1)) <
    FALSE_ALARM / rates.length;
  const [worst] = [...rates].sort((a, b) => rise(b) - rise(a));
  return {
    start,
    end,
    version,
    verdict: verdictOf(rise(worst) <= atMost, isBeyondDoubt(worst)),
    value: rise(worst),
    bound: atMost,
    because: when =>
      `${percent(worst.window)} of ${worst.column} were ${IN_WORDS[worst.fault]} ${when}, ${percent(worst.reference)} in the reference`,
  };
}

function ratesOf(column: ColumnDrift, measure: QualityCondition['measure']): Rate[] {
  const { name, kind, m: values, missingRate, outOfRangeRate } = column;
  return FAULTS.filter(fault => measure === 'any' || measure === fault).flatMap(fault => {
    // What is outside of the reference's range is a category of a categorical column, and a number of a numeric one.
    const isOfKind = fault === 'missing' || (fault === 'unseen') === (kind === 'categorical');
    const sides = fault === 'missing' ? missingRate : outOfRangeRate;
    return isOfKind && sides.window !== null && values > 0
      ? [{ column: name, fault, reference: sides.reference ?? 0, window: sides.window, values }]
      : [];
  });
}
