import type {
  Interval,
  RetrainingOutcome,
  RetrainingTrigger,
} from '@mlops-backstage/plugin-mlops-common';
import cronstrue from 'cronstrue';
import { DEFAULT_THRESHOLD } from './Policy';
import type { PolicyDefinition, TimeTrigger } from './Policy';
import type { Firing } from './triggers/countInARow';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS: ReadonlyArray<readonly [string, number]> = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
];

const number = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 6 });
const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const alternatives = new Intl.ListFormat('en-GB', { type: 'disjunction' });
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Such as `6 hours`, `1 day` or `90 minutes`: in the largest unit that it is a whole number of. */
export function secondsInWords(seconds: number): string {
  const [unit, length] = UNITS.find(([, one]) => seconds % one === 0) ?? ['second', 1];
  const count = seconds / length;
  return `${number.format(count)} ${unit}${count === 1 ? '' : 's'}`;
}

/** `Every Monday at 06:00 Europe/Vienna` for what is said most often; what `cronstrue` makes of the rest. */
function timeInWords({ cron, timeZone }: TimeTrigger): string {
  const [, minute, hour, weekday] =
    /^(\d{1,2}) (\d{1,2}) \* \* (\*|[0-7])$/.exec(cron.trim()) ?? [];
  if (weekday !== undefined) {
    const day = weekday === '*' ? 'day' : WEEKDAYS[Number(weekday) % 7];
    return `Every ${day} at ${hour.padStart(2, '0')}:${minute.padStart(2, '0')} ${timeZone}`;
  }
  return `${cronstrue.toString(cron, { use24HourTimeFormat: true, verbose: true })} (${timeZone})`;
}

const inARow = (count: number, interval: Interval) =>
  count === 1 ? `in a ${interval}` : `in ${number.format(count)} ${interval}s in a row`;

/** Such as `When 1,000 rows were scored in consecutive days that drifted (corrected PSI above 0.3)`. */
export function triggerInWords(trigger: RetrainingTrigger): string {
  switch (trigger.kind) {
    case 'time':
      return timeInWords(trigger);
    case 'drift': {
      const { rows, interval = 'day', columns, threshold = DEFAULT_THRESHOLD } = trigger;
      const which = columns ? `${alternatives.format(columns)} drifted` : 'any column drifted';
      return `When ${number.format(rows)} row${rows === 1 ? ' was' : 's were'} scored in consecutive ${interval}s in which ${which} (corrected PSI above ${number.format(threshold)})`;
    }
    default: {
      const { metric, below, above, intervals = 1, interval = 'day' } = trigger;
      const bounds = [
        ...(below === undefined ? [] : [`below ${number.format(below)}`]),
        ...(above === undefined ? [] : [`above ${number.format(above)}`]),
      ];
      return `When ${metric} was ${alternatives.format(bounds)} with its whole band ${inARow(intervals, interval)}`;
    }
  }
}

/** Such as `becomes a challenger if its auc is higher than the champion's`. */
export function outcomeInWords({ kind, to, better }: RetrainingOutcome): string {
  const condition = better
    ? ` if its ${better.metric} is ${better.direction}${better.by ? ` by more than ${number.format(better.by)}` : ''} than the champion's`
    : '';
  switch (kind) {
    case 'challenger':
      return `becomes a challenger${condition}`;
    case 'promote':
      return `is promoted to ${to} through its gates${condition}`;
    default:
      return 'is registered';
  }
}

/** The whole policy, such as `Every Monday at 06:00 Europe/Vienna; at most one run at a time; then becomes a challenger.` */
export function policyInWords(definition: PolicyDefinition): string {
  const { trigger, cooldownSeconds, maxConcurrent, outcome } = definition;
  const parts = [
    triggerInWords(trigger),
    ...(cooldownSeconds > 0
      ? [`not again within ${secondsInWords(cooldownSeconds)} of a run`]
      : []),
    maxConcurrent === 1 ? 'at most one run at a time' : `at most ${maxConcurrent} runs at a time`,
    `then the new version ${outcomeInWords(outcome)}`,
  ];
  return `${parts.join('; ')}.`;
}

const day = (time: number) => new Date(time).toISOString().slice(0, 16).replace('T', ' ');

/** Why a trigger that looks at traffic fired. */
export function firingInWords(
  trigger: Exclude<RetrainingTrigger, { kind: 'time' }>,
  { since, at, counted, columns, value }: Firing,
): string {
  const span = `from ${day(since)} to ${day(at)} UTC`;
  return trigger.kind === 'drift'
    ? `${list.format(columns)} drifted: ${number.format(counted)} rows were scored ${span} while corrected PSI was above ${number.format(trigger.threshold ?? DEFAULT_THRESHOLD)}`
    : `${trigger.metric} was ${value === null ? 'beyond its bound' : number.format(value)} ${inARow(counted, trigger.interval ?? 'day')} ${span}, its whole band beyond the bound`;
}
