import type { AlertCondition, ColumnDrift } from '@mlops-backstage/plugin-mlops-common';
import type { CompleteRule } from '../AlertRule';
import { verdictOf } from '../Judgement';
import type { Judgement, Measure, ObservedVersion } from '../Judgement';
import { figure, listed } from '../numbersInWords';

type DriftCondition = NonNullable<AlertCondition['drift']>;

/** Chance that a named column without drift is taken for one that has drifted. */
const ALPHA = 0.01;
/** Columns that a sentence names. */
const MOST_NAMED = 4;

const psiInWords = ({ name, psiCorrected }: ColumnDrift) =>
  psiCorrected === null ? name : `${name} (PSI ${figure(psiCorrected)})`;

/** What the chart of a rule about drift shows. */
export function driftMeasure({ measure, column, judged }: DriftCondition): Measure {
  switch (measure) {
    case 'columns':
      return {
        measure: `Drifted columns${judged === 'together' ? ', by all intervals together' : ''}`,
        unit: 'count',
        side: 'above',
      };
    case 'average':
      return { measure: 'Average drift', unit: 'psi', side: 'above' };
    default:
      return { measure: `Drift of ${column}`, unit: 'psi', side: 'above' };
  }
}

/** Judges the distributions of an interval; undefined where there is too little to compare. */
export function judgeDrift(
  condition: DriftCondition,
  { minRows }: CompleteRule,
  { start, end, version, drift }: ObservedVersion,
): Judgement | undefined {
  if (!drift || drift.rows < minRows) {
    return undefined;
  }
  const bound = condition.atLeast;
  const at = { start, end, version, bound };
  switch (condition.measure) {
    case 'columns': {
      const drifted = drift.columns
        .filter(column => column.drifted)
        .sort((a, b) => (b.psiCorrected ?? 0) - (a.psiCorrected ?? 0));
      // Put into words here, so that a judgement doesn't hold on to all bins.
      const names = listed(drifted.map(psiInWords), MOST_NAMED);
      return {
        ...at,
        verdict: drifted.length >= bound ? 'breaks' : 'keeps',
        value: drifted.length,
        because: when => `${names} drifted ${when}`,
      };
    }
    case 'average': {
      const { averageDrift: value } = drift;
      return value === null
        ? undefined
        : {
            ...at,
            verdict: value >= bound ? 'breaks' : 'keeps',
            value,
            because: when =>
              `Average drift was ${figure(value)} ${when}, and less than ${figure(bound)} is allowed`,
          };
    }
    default: {
      const column = drift.columns.find(({ name }) => name === condition.column);
      const value = column?.psiCorrected ?? null;
      return value === null
        ? undefined
        : {
            ...at,
            verdict: verdictOf(value < bound, column!.pValue! < ALPHA),
            value,
            because: when =>
              `${condition.column} drifted ${when}: PSI ${figure(value)}, and less than ${figure(bound)} is allowed`,
          };
    }
  }
}
