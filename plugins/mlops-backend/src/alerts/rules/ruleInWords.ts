import type { AlertCondition, AlertSeverity, Interval } from '@mlops-backstage/plugin-mlops-common';
import { togetherOf } from './AlertRule';
import type { CompleteRule } from './AlertRule';
import type { Judgement } from './Judgement';
import { count, figure, milliseconds, percent, span, whenOf } from './numbersInWords';

const SEVERITIES: Record<AlertSeverity, string> = {
  critical: 'Critical',
  warning: 'Warning',
  info: 'Info',
};

const many = (number: number, one: string) =>
  number === 1 ? `1 ${one}` : `${count(number)} ${one}s`;

function driftInWords({ measure, column, atLeast }: NonNullable<AlertCondition['drift']>): string {
  switch (measure) {
    case 'columns':
      return `${many(atLeast, 'column')} or more ${atLeast === 1 ? 'has' : 'have'} drifted`;
    case 'average':
      return `the average drift is ${figure(atLeast)} or more`;
    default:
      return `${column} has drifted by a PSI of ${figure(atLeast)} or more`;
  }
}

function performanceInWords({
  metric,
  atLeast,
  atMost,
  worseBy,
}: NonNullable<AlertCondition['performance']>): string {
  if (worseBy !== undefined) {
    return `${metric} is more than ${figure(worseBy)} worse than in the version's evaluation, beyond doubt`;
  }
  return atLeast === undefined
    ? `${metric} is above ${figure(atMost!)} beyond doubt`
    : `${metric} is below ${figure(atLeast)} beyond doubt`;
}

const QUALITY = {
  missing: 'missing',
  unseen: 'unseen',
  'out-of-range': 'out-of-range',
  any: 'missing, unseen or out-of-range',
} as const;

/** What a condition asks, as it stands behind "when". */
export function conditionInWords(condition: AlertCondition): string {
  const { drift, performance, latency, errors, silence, dataQuality } = condition;
  if (drift) {
    return driftInWords(drift);
  }
  if (performance) {
    return performanceInWords(performance);
  }
  if (latency) {
    return `${latency.quantile} latency is above ${milliseconds(latency.atMostMs)}`;
  }
  if (errors) {
    const what = errors.count === 'all' ? 'are answered with an error' : 'fail (5xx)';
    return `more than ${percent(errors.atMost)} of requests ${what}, beyond doubt`;
  }
  if (silence) {
    return `no request has come for ${span(silence.seconds)}`;
  }
  const { measure, column, atMost } = dataQuality!;
  return `${QUALITY[measure]} values of ${column ?? 'a feature'} are up by more than ${figure(atMost * 100)} points over the reference`;
}

const inARow = (times: number, interval: Interval, one: string) =>
  times === 1 ? `${one} ${interval}` : `${times} ${interval}s in a row`;

/** What `minRows` counts. */
function countedBy({ performance, errors, latency }: AlertCondition): string {
  if (performance) {
    return 'labelled rows';
  }
  return errors || latency ? 'requests' : 'rows';
}

/** A rule as sentences. */
export function ruleInWords(rule: CompleteRule): string {
  const { condition, severity, interval, raiseAfter, clearAfter, minRows, deployment } = rule;
  const where = deployment === undefined ? '' : ` on ${deployment}`;
  const begins = `${SEVERITIES[severity]}${where} when ${conditionInWords(condition)}`;
  if (condition.silence) {
    return `${begins}; over with the next one.`;
  }
  const raised = `${begins}, in ${inARow(raiseAfter, interval, 'one')}`;
  const over = `over after ${inARow(clearAfter, interval, interval === 'hour' ? 'an' : 'a')} without.`;
  const together = togetherOf(rule);
  const promise =
    together &&
    `Judged by all ${interval}s of a version together: the chance of any alert without drift, however long it answers, is at most ${percent(together.alpha)}.`;
  const few = `${interval[0].toUpperCase()}${interval.slice(1)}s of fewer than ${count(minRows)} ${countedBy(condition)} are passed over.`;
  const more = [...(promise ? [promise] : []), ...(minRows > 1 ? [few] : [])];
  return [`${raised}; ${over}`, ...more].join(' ');
}

const ORDINALS: Record<string, string> = { one: 'st', two: 'nd', few: 'rd' };
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const ordinal = (number: number) => `${number}${ORDINALS[ordinals.select(number)] ?? 'th'}`;

/** What is wrong, as a sentence: by the last interval that broke the rule, which was the nth in a row. */
export function breachInWords(
  judgement: Judgement,
  { interval }: Pick<CompleteRule, 'interval'>,
  inRow: number,
): string {
  const sentence = judgement.because(whenOf(judgement.start, interval));
  return inRow > 1 ? `${sentence}; the ${ordinal(inRow)} ${interval} in a row` : sentence;
}
