import type {
  Interval,
  RetrainingDryRunRequest,
  RetrainingOutcome,
  RetrainingPolicy,
  RetrainingPolicyChange,
  RetrainingTrigger,
  Stage,
} from '@mlops-backstage/plugin-mlops-common';
import { isModelName } from '../shared/modelName';
import { numberText, readNumber, type NumberRule } from '../shared/readNumber';

type Metric = Extract<RetrainingTrigger, { kind: 'performance' }>['metric'];

/** A policy as it is typed. */
export interface PolicyDraft {
  name: string;
  deployment: string;
  kind: RetrainingTrigger['kind'];
  cron: string;
  timeZone: string;
  threshold: string;
  rows: string;
  interval: Interval;
  metric: Metric;
  bound: 'below' | 'above';
  value: string;
  intervals: string;
  executor: string;
  /** JSON. */
  parameters: string;
  outcome: RetrainingOutcome['kind'];
  to: Stage;
  isBetter: boolean;
  betterMetric: string;
  direction: 'higher' | 'lower';
  cooldownHours: string;
  timeoutHours: string;
  maxConcurrent: string;
  catchUp: boolean;
}

const YEAR_HOURS = 8_760;
export const THRESHOLD: NumberRule = { least: 0, most: 100, isRequired: true };
export const ROWS: NumberRule = { least: 1, most: 1e9, isWhole: true, isRequired: true };
export const VALUE: NumberRule = { least: 0, most: 1e12, isRequired: true };
export const INTERVALS: NumberRule = { least: 1, most: 100, isWhole: true, isRequired: true };
export const COOLDOWN: NumberRule = { least: 0, most: YEAR_HOURS, isRequired: true };
export const TIMEOUT: NumberRule = { least: 0.1, most: 720, isRequired: true };
export const CONCURRENT: NumberRule = { least: 1, most: 10, isWhole: true, isRequired: true };

const HOUR_SECONDS = 3_600;

/** A new policy, before anything is typed. */
export const newDraft = (executor: string, deployment: string): PolicyDraft => ({
  name: '',
  deployment,
  kind: deployment === '' ? 'time' : 'drift',
  cron: '0 6 * * 1',
  timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  threshold: '0.3',
  rows: '1000',
  interval: 'day',
  metric: 'auc',
  bound: 'below',
  value: '',
  intervals: '3',
  executor,
  parameters: '{}',
  outcome: 'challenger',
  to: 'Staging',
  isBetter: true,
  betterMetric: 'auc',
  direction: 'higher',
  cooldownHours: '24',
  timeoutHours: '6',
  maxConcurrent: '1',
  catchUp: true,
});

/** A policy as it is typed, to be changed. */
export function draftOf(policy: RetrainingPolicy): PolicyDraft {
  const { trigger, outcome, deployment = '' } = policy;
  const draft: PolicyDraft = {
    ...newDraft(policy.executor, deployment),
    name: policy.name,
    kind: trigger.kind,
    parameters: JSON.stringify(policy.parameters, null, 2),
    outcome: outcome.kind,
    to: outcome.to ?? 'Staging',
    isBetter: outcome.better !== undefined,
    betterMetric: outcome.better?.metric ?? 'auc',
    direction: outcome.better?.direction ?? 'higher',
    cooldownHours: numberText(policy.cooldownSeconds / HOUR_SECONDS),
    timeoutHours: numberText(policy.timeoutSeconds / HOUR_SECONDS),
    maxConcurrent: String(policy.maxConcurrent),
    catchUp: policy.catchUp,
  };
  switch (trigger.kind) {
    case 'time':
      return { ...draft, cron: trigger.cron, timeZone: trigger.timeZone };
    case 'drift':
      return {
        ...draft,
        threshold: numberText(trigger.threshold ?? 0.3),
        rows: String(trigger.rows),
        interval: trigger.interval ?? 'day',
      };
    default:
      return {
        ...draft,
        metric: trigger.metric,
        bound: trigger.below === undefined ? 'above' : 'below',
        value: numberText(trigger.below ?? trigger.above),
        intervals: String(trigger.intervals ?? 1),
        interval: trigger.interval ?? 'day',
      };
  }
}

function parametersOf(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What is wrong with what a trigger says, if anything. */
export function triggerProblem(draft: PolicyDraft): string | undefined {
  if (draft.kind === 'time') {
    return draft.cron.trim().split(/\s+/).length === 5
      ? undefined
      : 'The time has five fields: minute, hour, day of month, month, day of week';
  }
  if (draft.deployment === '') {
    return 'The deployment whose traffic counts is needed';
  }
  return draft.kind === 'drift'
    ? (readNumber(draft.threshold, THRESHOLD).problem ?? readNumber(draft.rows, ROWS).problem)
    : (readNumber(draft.value, VALUE).problem ?? readNumber(draft.intervals, INTERVALS).problem);
}

/** What is wrong with a draft, if anything: the first thing. */
export function draftProblem(draft: PolicyDraft): string | undefined {
  if (!isModelName(draft.name)) {
    return 'A name of lower-case letters and digits, joined by “-”, is needed';
  }
  const problem = triggerProblem(draft);
  if (problem !== undefined) {
    return problem;
  }
  if ((draft.outcome === 'challenger' || draft.isBetter) && draft.deployment === '') {
    return 'The deployment whose champion it is compared with is needed';
  }
  if (draft.isBetter && draft.betterMetric.trim() === '') {
    return 'The metric by which it has to do better is needed';
  }
  if (!parametersOf(draft.parameters)) {
    return 'The parameters have to be an object in JSON, such as {}';
  }
  return (
    readNumber(draft.cooldownHours, COOLDOWN).problem ??
    readNumber(draft.timeoutHours, TIMEOUT).problem ??
    readNumber(draft.maxConcurrent, CONCURRENT).problem
  );
}

function triggerOf(draft: PolicyDraft, before: RetrainingTrigger | undefined): RetrainingTrigger {
  const { kind, interval } = draft;
  switch (kind) {
    case 'time':
      return { kind, cron: draft.cron.trim(), timeZone: draft.timeZone.trim() };
    case 'drift':
      return {
        kind,
        threshold: Number(draft.threshold),
        rows: Number(draft.rows),
        interval,
        // Which columns count is said over the API only, and stays.
        ...(before?.kind === 'drift' && before.columns && { columns: before.columns }),
      };
    default:
      return {
        kind,
        metric: draft.metric,
        [draft.bound]: Number(draft.value),
        intervals: Number(draft.intervals),
        interval,
      };
  }
}

const secondsOf = (hours: string) => Math.round(Number(hours) * HOUR_SECONDS);

/** What a draft without a problem asks a dry run; nothing while its trigger can't be read. */
export function dryRunOf(
  draft: PolicyDraft,
  before?: RetrainingPolicy,
): RetrainingDryRunRequest | undefined {
  if (
    triggerProblem(draft) !== undefined ||
    readNumber(draft.cooldownHours, COOLDOWN).problem !== undefined
  ) {
    return undefined;
  }
  return {
    trigger: triggerOf(draft, before?.trigger),
    cooldownSeconds: secondsOf(draft.cooldownHours),
    ...(draft.deployment !== '' && { deployment: draft.deployment }),
  };
}

/** The policy that a draft without a problem says. */
export function policyOf(
  draft: PolicyDraft,
  before?: RetrainingPolicy,
): Omit<RetrainingPolicyChange, 'reason'> {
  const { deployment, executor, outcome, to, direction } = draft;
  return {
    ...(deployment !== '' && { deployment }),
    trigger: triggerOf(draft, before?.trigger),
    executor,
    parameters: parametersOf(draft.parameters)!,
    outcome: {
      kind: outcome,
      ...(outcome === 'promote' && { to }),
      ...(draft.isBetter &&
        outcome !== 'register' && {
          better: {
            metric: draft.betterMetric.trim(),
            direction,
            ...(before?.outcome.better?.by && { by: before.outcome.better.by }),
          },
        }),
    },
    cooldownSeconds: secondsOf(draft.cooldownHours),
    timeoutSeconds: secondsOf(draft.timeoutHours),
    maxConcurrent: Number(draft.maxConcurrent),
    catchUp: draft.catchUp,
    paused: before?.paused ?? false,
  };
}

/** A policy as it is, to be sent with something changed. */
export function changeOf(policy: RetrainingPolicy): Omit<RetrainingPolicyChange, 'reason'> {
  const { deployment, trigger, executor, parameters, outcome, paused } = policy;
  const { cooldownSeconds, maxConcurrent, timeoutSeconds, catchUp } = policy;
  return {
    ...(deployment && { deployment }),
    trigger,
    executor,
    parameters,
    outcome,
    cooldownSeconds,
    maxConcurrent,
    timeoutSeconds,
    catchUp,
    paused,
  };
}
