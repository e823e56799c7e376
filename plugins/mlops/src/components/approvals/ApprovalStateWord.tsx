import type { ApprovalState } from '@mlops-backstage/plugin-mlops-common';
import { StatusWord, type Tone } from '../shared/StatusWord';
import { APPROVAL_STATES } from './approvalListState';

const TONES: Record<ApprovalState, Tone> = {
  pending: 'info',
  approved: 'good',
  rejected: 'bad',
  withdrawn: 'idle',
  expired: 'idle',
  void: 'warning',
  used: 'good',
};

/** What became of a request, as a word with an icon. */
export function ApprovalStateWord({ state }: { state: ApprovalState }) {
  return <StatusWord tone={TONES[state]}>{APPROVAL_STATES[state]}</StatusWord>;
}
