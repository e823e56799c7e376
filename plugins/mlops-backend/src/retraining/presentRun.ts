import type { RetrainingPolicy, RetrainingRun } from '@mlops-backstage/plugin-mlops-common';
import { toIsoString } from '../database/columns';
import type { TimestampColumn } from '../database/columns';
import { neededOf } from './Policy';
import { policyInWords } from './policyInWords';
import type { PolicyRow } from './PolicyStore';
import type { RunRow } from './RunStore';

/** Of what is there. */
const timeOf = <K extends string>(key: K, value: TimestampColumn | null) =>
  (value === null ? {} : { [key]: toIsoString(value) }) as { [key in K]?: string };

const present = <K extends string, V>(key: K, value: V | null) =>
  (value === null ? {} : { [key]: value }) as { [key in K]?: V };

/** A run in the contract's shape. */
export function presentRun(row: RunRow): RetrainingRun {
  return {
    id: row.id,
    model: row.model,
    policy: row.policy,
    ...present('deployment', row.deployment),
    cause: row.cause,
    reason: row.reason,
    requestedBy: row.requested_by,
    dueAt: toIsoString(row.due_at),
    state: row.state,
    executor: row.definition.executor,
    parameters: row.definition.parameters,
    ...present('url', row.url),
    ...present('message', row.message),
    ...present('cancelledBy', row.cancelled_by),
    createdAt: toIsoString(row.created_at),
    ...timeOf('submittedAt', row.submitted_at),
    ...timeOf('startedAt', row.started_at),
    ...timeOf('endedAt', row.ended_at),
    ...present('champion', row.champion),
    ...present('version', row.version),
    ...(row.outcome_state && {
      outcome: {
        kind: row.definition.outcome.kind,
        state: row.outcome_state,
        message: row.outcome_message ?? '',
      },
    }),
    ...present('comparison', row.comparison),
  };
}

/** A policy in the contract's shape. */
export function presentPolicy(row: PolicyRow, lastRun: RunRow | undefined): RetrainingPolicy {
  const { definition, progress } = row;
  const { trigger } = definition;
  return {
    model: row.model,
    name: row.name,
    ...present('deployment', row.deployment),
    ...definition,
    paused: row.paused,
    sentence: policyInWords(definition),
    ...(row.next_due_at !== null && !row.paused && { nextDueAt: toIsoString(row.next_due_at) }),
    ...(trigger.kind !== 'time' && {
      progress: {
        counted: progress?.counted ?? 0,
        needed: neededOf(trigger),
        ...(progress?.examinedUntil !== undefined && {
          examinedUntil: toIsoString(progress.examinedUntil),
        }),
      },
    }),
    ...(lastRun && { lastRun: presentRun(lastRun) }),
    createdAt: toIsoString(row.created_at),
    createdBy: row.created_by,
    updatedAt: toIsoString(row.updated_at),
    updatedBy: row.updated_by,
  };
}
