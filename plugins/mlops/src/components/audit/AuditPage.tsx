import { Progress } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Container } from '@backstage/ui';
import { mlopsAuditReadPermission } from '@mlops-backstage/plugin-mlops-common';
import { useAuditPage } from '../../queries/audit';
import { Failure } from '../shared/Answer';
import { EmptyState } from '../shared/EmptyState';
import { Section, Stack } from '../shared/Section';
import { useRefusal } from '../shared/useRefusal';
import styles from './Audit.module.css';
import { AuditEvents } from './AuditEvents';
import { AuditExport } from './AuditExport';
import { AuditFilterFields } from './AuditFilterFields';
import { auditQueryOf } from './auditState';
import { ChainState } from './ChainState';
import { Checkpoints } from './Checkpoints';
import { useAuditState } from './useAuditState';

/** Who changed what and when, and whether anybody tampered with the record of it. */
export function AuditPage() {
  const { loading } = usePermission({ permission: mlopsAuditReadPermission });
  const refusal = useRefusal(mlopsAuditReadPermission);
  if (loading) {
    return <Progress />;
  }
  return (
    <Container className={styles.page}>
      {refusal === undefined ? (
        <AuditTrail />
      ) : (
        <EmptyState title="You can’t read the audit trail">
          {refusal}. Who runs this portal can give it to you.
        </EmptyState>
      )}
    </Container>
  );
}

function AuditTrail() {
  const { state } = useAuditState();
  const query = auditQueryOf(state.filters);
  const page = useAuditPage({ ...query, limit: state.limit, cursor: state.cursor });
  return (
    <Stack>
      <ChainState />
      <Section title="Events" actions={<AuditExport query={query} />}>
        <AuditFilterFields />
        {page.isError && !page.data ? (
          <Failure what="the audit events" error={page.error} onRetry={() => page.refetch()} />
        ) : (
          <AuditEvents page={page.data} isStale={page.isPlaceholderData} />
        )}
      </Section>
      <Checkpoints />
    </Stack>
  );
}
