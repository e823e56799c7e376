import type {
  AlertCondition,
  AlertRuleDefinition,
  AlertSeverity,
  Interval,
} from '@mlops-backstage/plugin-mlops-common';
import { isModelName } from '../shared/modelName';
import { numberText, readNumber, type NumberRule } from '../shared/readNumber';

export type Kind = keyof AlertCondition;
export type Judged = 'each' | 'together';

/** A rule as it is typed. */
export interface RuleDraft {
  name: string;
  kind: Kind;
  /** Of all kinds but silence, in this kind's own words. */
  measure: string;
  column: string;
  metric: string;
  /** Whether the intervals of drift are judged one by one, or all together. */
  judged: Judged;
  /** Of drift that is judged together: chance of any false alarm, as a percentage. */
  alpha: string;
  /** The bound: a count, a PSI, milliseconds, a percentage, hours or a value of the metric. */
  bound: string;
  severity: AlertSeverity;
  /** Empty for all. */
  deployment: string;
  interval: Interval;
  raiseAfter: string;
  clearAfter: string;
  minRows: string;
  isOff: boolean;
}

/** What the bound of a kind and measure is, and what may be typed. */
export interface BoundField {
  label: string;
  description: string;
  rule: NumberRule;
}

export const MEASURES: Record<Kind, Array<{ id: string; label: string }>> = {
  drift: [
    { id: 'columns', label: 'How many columns have drifted' },
    { id: 'average', label: 'Average drift over the features' },
    { id: 'column', label: 'Drift of one column' },
  ],
  dataQuality: [
    { id: 'any', label: 'Missing, unseen or out of range' },
    { id: 'missing', label: 'Missing' },
    { id: 'unseen', label: 'Unseen categories' },
    { id: 'out-of-range', label: 'Out of range' },
  ],
  latency: [
    { id: 'p99', label: 'p99' },
    { id: 'p90', label: 'p90' },
    { id: 'p50', label: 'p50' },
  ],
  performance: [
    { id: 'worseBy', label: 'Worse than in its evaluation' },
    { id: 'atLeast', label: 'Below a value' },
    { id: 'atMost', label: 'Above a value' },
  ],
  errors: [
    { id: 'failures', label: 'Failures (5xx)' },
    { id: 'all', label: 'All errors (4xx and 5xx)' },
  ],
  silence: [],
};

const STANDARD_BOUNDS: Record<Kind, string> = {
  drift: '1',
  performance: '0.05',
  latency: '250',
  errors: '5',
  silence: '24',
  dataQuality: '5',
};

const required = (least: number, most: number, isWhole = false): NumberRule => ({
  least,
  most,
  isWhole,
  isRequired: true,
});

export function boundField({ kind, measure }: Pick<RuleDraft, 'kind' | 'measure'>): BoundField {
  switch (kind) {
    case 'drift':
      return measure === 'columns'
        ? { label: 'Columns', description: 'As many or more.', rule: required(1, 10_000, true) }
        : {
            label: 'PSI',
            description: 'As much or more, such as 0.3.',
            rule: required(0.001, 100),
          };
    case 'latency':
      return { label: 'Milliseconds', description: 'At most.', rule: required(0.001, 3_600_000) };
    case 'errors':
      return { label: 'Per cent of requests', description: 'At most.', rule: required(0, 99.9) };
    case 'silence':
      return { label: 'Hours', description: 'Without a request.', rule: required(0.05, 8_784) };
    case 'dataQuality':
      return {
        label: 'Percentage points',
        description: 'More than in the reference, at most.',
        rule: required(0, 99.9),
      };
    default:
      return measure === 'worseBy'
        ? {
            label: 'By how much',
            description: 'In the metric’s own unit.',
            rule: required(0, 1e12),
          }
        : { label: 'Value', description: 'Of the metric.', rule: required(0, 1e12) };
  }
}

/** Whether intervals may be judged together. */
export const canJudgeTogether = ({ kind, measure }: Pick<RuleDraft, 'kind' | 'measure'>): boolean =>
  kind === 'drift' && measure === 'columns';

export const CHANCE: NumberRule = required(0.0001, 50);
export const TIMES: NumberRule = required(1, 100, true);
export const ROWS: NumberRule = required(1, 1_000_000_000, true);

/** What a new rule begins with. */
export const NEW_RULE: RuleDraft = {
  name: '',
  kind: 'latency',
  measure: 'p99',
  column: '',
  metric: '',
  judged: 'each',
  alpha: '1',
  bound: STANDARD_BOUNDS.latency,
  severity: 'warning',
  deployment: '',
  interval: 'hour',
  raiseAfter: '2',
  clearAfter: '2',
  minRows: '100',
  isOff: false,
};

/** The draft with another kind, and what goes with it. */
export const withKind = (draft: RuleDraft, kind: Kind): RuleDraft => ({
  ...draft,
  kind,
  measure: MEASURES[kind][0]?.id ?? '',
  bound: STANDARD_BOUNDS[kind],
});

/** What a condition says, as it is typed. */
function typed(
  condition: AlertCondition,
): Pick<RuleDraft, 'measure' | 'column' | 'metric' | 'bound' | 'judged' | 'alpha'> {
  const { drift, performance, latency, errors, silence, dataQuality } = condition;
  const { judged, alpha } = NEW_RULE;
  const words = { measure: '', column: '', metric: '', judged, alpha };
  if (drift) {
    const { measure, column = '', atLeast } = drift;
    return {
      ...words,
      measure,
      column,
      judged: drift.judged ?? judged,
      alpha: drift.alpha === undefined ? alpha : numberText(drift.alpha * 100),
      bound: numberText(atLeast),
    };
  }
  if (latency) {
    return { ...words, measure: latency.quantile, bound: numberText(latency.atMostMs) };
  }
  if (errors) {
    const { atMost, count = 'failures' } = errors;
    return { ...words, measure: count, bound: numberText(atMost * 100) };
  }
  if (silence) {
    return { ...words, bound: numberText(silence.seconds / 3_600) };
  }
  if (dataQuality) {
    const { measure, column = '', atMost } = dataQuality;
    return { ...words, measure, column, bound: numberText(atMost * 100) };
  }
  const { metric, atLeast, atMost, worseBy } = performance!;
  const measure = ['worseBy', 'atLeast', 'atMost'][
    [worseBy, atLeast, atMost].findIndex(one => one !== undefined)
  ];
  return { ...words, metric, measure, bound: numberText(worseBy ?? atLeast ?? atMost) };
}

/** A rule as it is typed, to be changed. */
export function draftOf(name: string, definition: AlertRuleDefinition): RuleDraft {
  const { condition, severity, deployment = '', interval = 'day', isOff = false } = definition;
  const { raiseAfter = 1, clearAfter = 1, minRows = 100 } = definition;
  return {
    name,
    kind: Object.keys(condition)[0] as Kind,
    ...typed(condition),
    severity,
    deployment,
    interval,
    raiseAfter: String(raiseAfter),
    clearAfter: String(clearAfter),
    minRows: String(minRows),
    isOff,
  };
}

/** What is wrong with a draft, if anything: the first thing. */
export function draftProblem(draft: RuleDraft): string | undefined {
  const { name, kind, measure, column, metric, bound } = draft;
  if (!isModelName(name)) {
    return 'A name of lower-case letters and digits, joined by “-”, is needed';
  }
  if (kind === 'drift' && measure === 'column' && column.trim() === '') {
    return 'The name of the column is needed';
  }
  if (kind === 'performance' && metric.trim() === '') {
    return 'The name of the metric is needed';
  }
  const isTogether = canJudgeTogether(draft) && draft.judged === 'together';
  return (
    readNumber(bound, boundField(draft).rule).problem ??
    (isTogether ? readNumber(draft.alpha, CHANCE).problem : undefined) ??
    (kind === 'silence'
      ? undefined
      : (readNumber(draft.raiseAfter, TIMES).problem ??
        readNumber(draft.clearAfter, TIMES).problem ??
        readNumber(draft.minRows, ROWS).problem))
  );
}

function conditionOf(draft: RuleDraft): AlertCondition {
  const { kind, measure, column, metric, bound, judged, alpha } = draft;
  const value = Number(bound);
  const named = column.trim() === '' ? {} : { column: column.trim() };
  switch (kind) {
    case 'drift':
      return {
        drift: {
          measure: measure as 'columns',
          ...(measure === 'column' && named),
          atLeast: value,
          ...(canJudgeTogether(draft) &&
            judged === 'together' && { judged, alpha: Number(alpha) / 100 }),
        },
      };
    case 'latency':
      return { latency: { quantile: measure as 'p99', atMostMs: value } };
    case 'errors':
      return { errors: { atMost: value / 100, ...(measure === 'all' && { count: measure }) } };
    case 'silence':
      return { silence: { seconds: Math.round(value * 3_600) } };
    case 'dataQuality':
      return { dataQuality: { measure: measure as 'any', ...named, atMost: value / 100 } };
    default:
      return { performance: { metric: metric.trim(), [measure]: value } };
  }
}

/** The rule that a draft without a problem says. */
export function definitionOf(draft: RuleDraft): AlertRuleDefinition {
  const { kind, severity, deployment, interval, raiseAfter, clearAfter, minRows, isOff } = draft;
  return {
    condition: conditionOf(draft),
    severity,
    ...(deployment !== '' && { deployment }),
    ...(isOff && { isOff }),
    ...(kind !== 'silence' && {
      interval,
      raiseAfter: Number(raiseAfter),
      clearAfter: Number(clearAfter),
      minRows: Number(minRows),
    }),
  };
}
