import { Link } from '@backstage/ui';
import type { AnswerOf, Approval } from '@mlops-backstage/plugin-mlops-common';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';
import { formatCount } from '../../format/numbers';
import { Answer } from '../shared/Answer';
import { CursorPagination } from '../shared/CursorPagination';
import { Author } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';
import { Section } from '../shared/Section';
import { StageChange } from '../shared/StageChip';
import type { CursorPages } from '../shared/useCursorPages';
import { withApproval } from './approvalListState';
import styles from './Approvals.module.css';
import { ApprovalStateWord } from './ApprovalStateWord';

export const PAGE_SIZE = 10;

interface ApprovalListProps {
  title: string;
  pages: CursorPages;
  query: UseQueryResult<AnswerOf<'listApprovals'>>;
  /** The request that is shown beside the lists. */
  selected: string | undefined;
  actions?: ReactNode;
  /** What to say when there is none. */
  empty: string;
}

/** Requests for approval, newest first; one is selected by its link. */
export function ApprovalList(props: ApprovalListProps) {
  const { title, pages, query, selected, actions, empty } = props;
  const total = query.data && countOf(query.data, pages.pagesBefore);
  return (
    <Section title={total ? `${title} (${formatCount(total)})` : title} actions={actions}>
      <Answer query={query} what="the requests">
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.note}>{empty}</p>
          ) : (
            <ul className={styles.list} aria-busy={query.isPlaceholderData}>
              {items.map(approval => (
                <Item key={approval.id} approval={approval} isSelected={approval.id === selected} />
              ))}
            </ul>
          )
        }
      </Answer>
      <CursorPagination
        pages={pages}
        pageSize={PAGE_SIZE}
        page={query.data}
        isStale={query.isPlaceholderData}
      />
    </Section>
  );
}

/** How many there are: what the list tells where it has pages, else what is there. */
function countOf({ items, nextCursor, totalItems }: AnswerOf<'listApprovals'>, before: number) {
  return nextCursor === undefined && before === 0 ? items.length : totalItems;
}

function Item({ approval, isSelected }: { approval: Approval; isSelected: boolean }) {
  const [search] = useSearchParams();
  const { id, model, version, from, to, state, requestedBy, requestedAt } = approval;
  return (
    <li className={styles.item} data-selected={isSelected || undefined}>
      <span className={styles.itemHead}>
        <Link
          href={withApproval(search, id)}
          aria-current={isSelected ? 'true' : undefined}
          aria-label={`Show the request for ${model} v${version}, from ${from} to ${to}`}
        >
          {model} v{version}
        </Link>
        <ApprovalStateWord state={state} />
      </span>
      <StageChange from={from} to={to} />
      <span className={styles.note}>
        <Author name={requestedBy} />, <Instant at={requestedAt} />
      </span>
    </li>
  );
}
