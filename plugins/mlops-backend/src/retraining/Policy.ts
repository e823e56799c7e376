import type { RetrainingOutcome, RetrainingTrigger } from '@mlops-backstage/plugin-mlops-common';
import type { JsonObject } from '@backstage/types';

/** What a policy says, with its defaults. A run keeps it as it was. */
export interface PolicyDefinition {
  trigger: RetrainingTrigger;
  executor: string;
  parameters: JsonObject;
  outcome: RetrainingOutcome;
  cooldownSeconds: number;
  maxConcurrent: number;
  timeoutSeconds: number;
  catchUp: boolean;
}

/** How far a policy by drift or performance has looked, and what it has counted in a row. */
export interface Progress {
  /** The end of the last interval that was looked at; milliseconds since 1970, UTC. Absent before the first one. */
  examinedUntil?: number;
  /** Rows in consecutive intervals that drifted, or consecutive intervals beyond the bound. */
  counted: number;
  /** The start of the first of these. */
  since?: number;
  /** The columns that drifted in any of these. */
  columns?: string[];
}

export type TimeTrigger = Extract<RetrainingTrigger, { kind: 'time' }>;
export type DriftTrigger = Extract<RetrainingTrigger, { kind: 'drift' }>;
export type PerformanceTrigger = Extract<RetrainingTrigger, { kind: 'performance' }>;
/** A trigger that looks at traffic. */
export type WatchingTrigger = DriftTrigger | PerformanceTrigger;

/** Corrected PSI above which a column has drifted, where a policy doesn't say. */
export const DEFAULT_THRESHOLD = 0.3;

/** What `counted` has to reach for a trigger to fire. */
export const neededOf = (trigger: WatchingTrigger): number =>
  trigger.kind === 'drift' ? trigger.rows : (trigger.intervals ?? 1);
