import type { ApprovalState } from '@mlops-backstage/plugin-mlops-common';

export const APPROVAL_STATES: Record<ApprovalState, string> = {
  pending: 'Waiting',
  approved: 'Approved',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
  void: 'Void',
  used: 'Used',
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the page shows, all of which the URL holds. */
export interface ApprovalPageState {
  /** The request that is shown. */
  selected: string | undefined;
  /** Of the list of all: only those in this state. */
  state: ApprovalState | undefined;
}

/** Reads the state from the URL. What the backend would refuse is left out. */
export function approvalStateFrom(search: URLSearchParams): ApprovalPageState {
  const selected = search.get('approval') ?? '';
  const state = search.get('state') ?? '';
  return {
    selected: UUID.test(selected) ? selected : undefined,
    state: Object.hasOwn(APPROVAL_STATES, state) ? (state as ApprovalState) : undefined,
  };
}

/** The address at which a request is shown, with the lists beside it as they are. */
export function withApproval(search: URLSearchParams, approval: string): string {
  const next = new URLSearchParams(search);
  next.set('approval', approval);
  return `?${next}`;
}

/** Another state of the list of all, which then starts from its first page. */
export function withState(
  search: URLSearchParams,
  state: ApprovalState | undefined,
): URLSearchParams {
  const next = new URLSearchParams(search);
  next.delete('allCursor');
  next.delete('state');
  if (state) {
    next.set('state', state);
  }
  return next;
}
