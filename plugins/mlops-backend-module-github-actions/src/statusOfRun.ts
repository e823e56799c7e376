import type { TrainingStatus } from '@mlops-backstage/plugin-mlops-node';

/** States of runs that haven't ended, as the schema `workflow-run` of GitHub's REST API has them. */
const UNDER_WAY: Record<string, TrainingStatus['state']> = {
  requested: 'waiting',
  queued: 'waiting',
  pending: 'waiting',
  // For somebody's approval.
  waiting: 'waiting',
  in_progress: 'running',
};

const FAILURES: Record<string, string> = {
  failure: 'A job of the workflow failed',
  timed_out: 'A job of the workflow took too long',
  startup_failure: 'The workflow could not be started',
  action_required: 'The workflow waits for an approval that GitHub asks for',
  skipped: 'All jobs of the workflow were skipped',
  stale: 'GitHub gave the workflow up',
  neutral: 'The workflow ended neither well nor badly',
};

/** How a run goes; undefined where GitHub says what isn't known here. */
export function statusOfRun(run: {
  status?: string;
  conclusion?: string | null;
}): TrainingStatus | undefined {
  const { status = '', conclusion } = run;
  if (status !== 'completed') {
    return UNDER_WAY[status] && { state: UNDER_WAY[status] };
  }
  if (conclusion === 'success') {
    return { state: 'succeeded' };
  }
  if (conclusion === 'cancelled') {
    return { state: 'cancelled' };
  }
  const message = FAILURES[conclusion ?? ''];
  return message === undefined ? undefined : { state: 'failed', message };
}
