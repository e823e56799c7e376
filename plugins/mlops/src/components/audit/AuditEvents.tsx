import { Alert, Button, Skeleton, TablePagination } from '@backstage/ui';
import { useEffect, useRef } from 'react';
import { formatCount } from '../../format/numbers';
import type { AuditPageAnswer } from '../../queries/audit';
import { EmptyState } from '../shared/EmptyState';
import { Stack } from '../shared/Section';
import { useCursorPages } from '../shared/useCursorPages';
import { AuditEventTable } from './AuditEventTable';
import { isFiltered, PAGE_SIZES } from './auditState';
import { useAuditState } from './useAuditState';

interface AuditEventsProps {
  /** Undefined while the first page is on its way. */
  page: AuditPageAnswer | undefined;
  isStale: boolean;
}

/** A page of events, newest first, one line each. */
export function AuditEvents({ page, isStale }: AuditEventsProps) {
  const { state, change, setOpen } = useAuditState();
  const pages = useCursorPages();
  const pointed = useRef<HTMLTableRowElement>(null);
  const seqs = page?.items.map(({ seq }) => seq) ?? [];
  const isPointedHere = state.pointed !== undefined && seqs.includes(state.pointed);
  useEffect(() => {
    if (isPointedHere && !isStale) {
      pointed.current?.scrollIntoView?.({ block: 'center' });
      pointed.current?.focus();
    }
  }, [isPointedHere, isStale, state.pointed]);

  if (!page) {
    return (
      <div role="status" aria-label="Loading the audit events">
        <Stack>
          <Skeleton width="100%" height={28} />
          <Skeleton width="100%" height={28} />
          <Skeleton width="100%" height={28} />
        </Stack>
      </div>
    );
  }
  return (
    <>
      {state.pointed !== undefined && !isPointedHere && !isStale && (
        <Alert
          role="status"
          status="warning"
          icon
          title={`Event ${formatCount(state.pointed)} is not on this page`}
          description={whereIs(state.pointed, seqs)}
        />
      )}
      {page.items.length === 0 ? (
        <NoEvents />
      ) : (
        <AuditEventTable
          events={page.items}
          isStale={isStale}
          open={state.open}
          onOpenChange={setOpen}
          pointed={{ seq: state.pointed, row: pointed }}
        />
      )}
      {(page.items.length > 0 || pages.pagesBefore > 0) && (
        <TablePagination
          pageSize={state.limit}
          pageSizeOptions={PAGE_SIZES}
          hasNextPage={page.nextCursor !== undefined && !isStale}
          hasPreviousPage={pages.pagesBefore > 0}
          onNextPage={() => page.nextCursor && pages.next(page.nextCursor)}
          onPreviousPage={pages.previous}
          onPageSizeChange={limit => change({ limit })}
        />
      )}
    </>
  );
}

/** Why an event that is looked for isn't among those of a page. */
function whereIs(seq: number, seqs: readonly number[]): string {
  const isBetween = seqs.some(each => each > seq) && seqs.some(each => each < seq);
  return isBetween
    ? 'The trail goes on without it here: it is missing, or the filters leave it out.'
    : 'It is on another page, it is missing, or the filters leave it out.';
}

/** Why the list is empty, and the next step. */
function NoEvents() {
  const { state, clear } = useAuditState();
  const pages = useCursorPages();
  if (isFiltered(state.filters)) {
    return (
      <EmptyState
        title="No event matches"
        actions={
          <Button variant="secondary" onPress={clear}>
            Clear the filters
          </Button>
        }
      >
        None of the events fits all the filters.
      </EmptyState>
    );
  }
  return pages.pagesBefore > 0 ? (
    <EmptyState title="No further events">The trail begins on the page before.</EmptyState>
  ) : (
    <EmptyState title="No events yet">
      Every change of a model, a version or a deployment is kept here, and every attempt at one that
      was denied. Register a model, and the first event is there.
    </EmptyState>
  );
}
