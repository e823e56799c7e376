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

type Going = Pick<RetrainingRun, 'state' | 'cancelledBy'>;

const toldBy = ({ state, cancelledBy }: Going): readonly [Tone, string] =>
  cancelledBy && !isOver(state) ? ['busy', 'Being stopped'] : STATES[state];

/** How a run goes, as plain text. */
export const runStateWord = (run: Going): string => toldBy(run)[1];

/** How a run goes, in a word. */
export function RunStateWord({ run }: { run: Going }) {
  const [tone, word] = toldBy(run);
  return <StatusWord tone={tone}>{word}</StatusWord>;
}
