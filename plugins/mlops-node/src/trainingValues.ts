import type { JsonObject } from '@backstage/types';
import type { TrainingRun } from './RetrainingExecutor';

/** What the job of a run has to know, for executors that give it as JSON. */
export function trainingValues(run: TrainingRun): JsonObject {
  return {
    run: run.id,
    model: run.model,
    policy: run.policy,
    deployment: run.deployment ?? null,
    champion: run.champion ?? null,
    reason: run.reason,
    reportUrl: run.reportUrl,
  };
}
