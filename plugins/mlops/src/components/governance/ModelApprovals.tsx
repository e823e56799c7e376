import { Link } from '@backstage/ui';
import type { Model } from '@mlops-backstage/plugin-mlops-common';
import { useApprovalPage } from '../../queries/approvals';
import { ApprovalStateWord } from '../approvals/ApprovalStateWord';
import { useApprovalHref } from '../approvals/useApprovalHref';
import { Answer } from '../shared/Answer';
import { CursorPagination } from '../shared/CursorPagination';
import { EmptyState } from '../shared/EmptyState';
import { Author } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';
import { PlainTable } from '../shared/PlainTable';
import { Section } from '../shared/Section';
import { StageChange } from '../shared/StageChip';
import { useCursorPages } from '../shared/useCursorPages';

const PAGE_SIZE = 10;

/** The requests for approval at one model, newest first. */
export function ModelApprovals({ model }: { model: Model }) {
  const pages = useCursorPages('approvalsCursor');
  const page = useApprovalPage({ model: model.name, limit: PAGE_SIZE, cursor: pages.cursor });
  const href = useApprovalHref();
  return (
    <Section title="Approvals">
      <Answer query={page} what="the requests for approval">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="No requests for approval">
              Where a gate asks for approval, promoting a version begins with a request.
            </EmptyState>
          ) : (
            <PlainTable
              caption="Requests for approval"
              hideCaption
              rows={items}
              columns={[
                {
                  id: 'version',
                  label: 'Version',
                  value: ({ id, version }) => <Link href={href(id)}>v{version}</Link>,
                },
                {
                  id: 'change',
                  label: 'Change',
                  value: ({ from, to }) => <StageChange from={from} to={to} />,
                },
                {
                  id: 'state',
                  label: 'State',
                  value: ({ state }) => <ApprovalStateWord state={state} />,
                },
                {
                  id: 'by',
                  label: 'Requested by',
                  value: ({ requestedBy }) => <Author name={requestedBy} />,
                },
                {
                  id: 'at',
                  label: 'Requested',
                  value: ({ requestedAt }) => <Instant at={requestedAt} />,
                },
                { id: 'reason', label: 'Reason', value: ({ reason }) => reason },
              ]}
            />
          )
        }
      </Answer>
      <CursorPagination
        pages={pages}
        pageSize={PAGE_SIZE}
        page={page.data}
        isStale={page.isPlaceholderData}
      />
    </Section>
  );
}
