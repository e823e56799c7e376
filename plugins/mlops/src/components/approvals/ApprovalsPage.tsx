import { Container, Select } from '@backstage/ui';
import type { AnswerOf, ApprovalState } from '@mlops-backstage/plugin-mlops-common';
import type { UseQueryResult } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';
import { useApprovalPage, type ApprovalListQuery } from '../../queries/approvals';
import { Stack } from '../shared/Section';
import { useCursorPages } from '../shared/useCursorPages';
import { ApprovalList, PAGE_SIZE } from './ApprovalList';
import { APPROVAL_STATES, approvalStateFrom, withState } from './approvalListState';
import styles from './Approvals.module.css';
import { SelectedApproval } from './SelectedApproval';

/** Requests for approval: what waits for the one who looks first; beside them, the one that the URL selects. */
export function ApprovalsPage() {
  const [search] = useSearchParams();
  const { selected, state } = approvalStateFrom(search);
  const waiting = useList('waitingCursor', { waitingForMe: true });
  const mine = useList('mineCursor', { requestedByMe: true });
  const all = useList('allCursor', state ? { state: [state] } : {});
  const lists = [waiting, mine, all].map(({ query }) => query);
  // Without a choice, what there is to do; else the newest of what there is.
  const shown = selected ?? firstOf(lists);
  return (
    <Container className={styles.page}>
      <div className={styles.panes}>
        <div className={styles.lists}>
          <Stack>
            <ApprovalList
              title="Waiting for you"
              {...waiting}
              selected={shown}
              empty="Nothing waits for your decision."
            />
            <ApprovalList
              title="Requested by you"
              {...mine}
              selected={shown}
              empty="You have requested no approval. Promote a version, and where a gate asks for approval you can request it."
            />
            <ApprovalList
              title="All requests"
              {...all}
              selected={shown}
              actions={<StateFilter state={state} />}
              empty={state ? 'None is in this state.' : 'Nobody has requested an approval yet.'}
            />
          </Stack>
        </div>
        <div className={styles.detail}>
          <SelectedApproval id={shown} isLooking={lists.some(({ isPending }) => isPending)} />
        </div>
      </div>
    </Container>
  );
}

/** The first request of the first list that has one, once it is known that those before have none. */
function firstOf(lists: ReadonlyArray<UseQueryResult<AnswerOf<'listApprovals'>>>) {
  const pending = lists.findIndex(({ isPending }) => isPending);
  const known = pending < 0 ? lists : lists.slice(0, pending);
  return known.flatMap(({ data }) => data?.items ?? [])[0]?.id;
}

function useList(cursorName: string, query: ApprovalListQuery) {
  const pages = useCursorPages(cursorName);
  return { pages, query: useApprovalPage({ ...query, limit: PAGE_SIZE, cursor: pages.cursor }) };
}

const ANY = 'any';
const STATE_OPTIONS = [
  { id: ANY, label: 'Any state' },
  ...Object.entries(APPROVAL_STATES).map(([id, label]) => ({ id, label })),
];

function StateFilter({ state }: { state: ApprovalState | undefined }) {
  const [, setSearch] = useSearchParams();
  return (
    <Select
      aria-label="State of the requests"
      size="small"
      options={STATE_OPTIONS}
      value={state ?? ANY}
      onChange={key =>
        setSearch(
          present =>
            withState(present, key === ANY || key === null ? undefined : (key as ApprovalState)),
          { replace: true },
        )
      }
    />
  );
}
