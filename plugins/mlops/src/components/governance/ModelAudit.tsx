import { mlopsModelAuditPermission, type Model } from '@mlops-backstage/plugin-mlops-common';
import { useAccess } from '../../queries/access';
import { useModelAuditPage } from '../../queries/governance';
import { AuditEventTable } from '../audit/AuditEventTable';
import { useAuditState } from '../audit/useAuditState';
import { Answer } from '../shared/Answer';
import { CursorPagination } from '../shared/CursorPagination';
import { EmptyState } from '../shared/EmptyState';
import { Section } from '../shared/Section';
import { useCursorPages } from '../shared/useCursorPages';

const PAGE_SIZE = 25;

/** Who changed the model, its versions and deployments, and who tried to. */
export function ModelAudit({ model }: { model: Model }) {
  const refusal = useAccess(model.name).refusal(mlopsModelAuditPermission);
  return (
    <Section title="Audit trail of this model">
      {refusal === undefined ? (
        <Events model={model.name} />
      ) : (
        <EmptyState title="You can’t read the audit trail of this model">{refusal}</EmptyState>
      )}
    </Section>
  );
}

function Events({ model }: { model: string }) {
  const pages = useCursorPages('auditCursor');
  const page = useModelAuditPage(model, { limit: PAGE_SIZE, cursor: pages.cursor }, true);
  const { state, setOpen } = useAuditState();
  return (
    <>
      <Answer query={page} what="the audit events">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="No events">
              Changes of this model are kept here, and attempts that were denied.
            </EmptyState>
          ) : (
            <AuditEventTable
              events={items}
              isStale={page.isPlaceholderData}
              open={state.open}
              onOpenChange={setOpen}
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
    </>
  );
}
