import type { RetrainingRun, RetrainingState } from '@mlops-backstage/plugin-mlops-common';
import { StatusWord, type Tone } from '../shared/StatusWord';

const STATES: Record<RetrainingState, [Tone, string]> = {
  queued: ['info', 'Waiting'],
  submitted: ['busy', 'Handed over'],
  running: ['busy', 'Training'],
  succeeded: ['good', 'Succeeded'],
  failed: ['bad', 'Failed'],
  cancelled: ['idle', 'Cancelled'],
  'timed-out': ['bad', 'Took too long'],
};

const isOver = (state: RetrainingState) => !['queued', 'submitted', 'running'].includes(state);

/** How a run goes, in a word. */
export function RunStateWord({ run }: { run: Pick<RetrainingRun, 'state' | 'cancelledBy'> }) {
  const [tone, word] =
    run.cancelledBy && !isOver(run.state)
      ? (['busy', 'Being stopped'] as const)
      : STATES[run.state];
  return <StatusWord tone={tone}>{word}</StatusWord>;
}
