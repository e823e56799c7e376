import { Alert, Link } from '@backstage/ui';
import type { Approval } from '@mlops-backstage/plugin-mlops-common';
import { formatQuantity } from '../../format/numbers';
import { useApprovalHref } from '../approvals/useApprovalHref';
import { Author } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';

/** The request for approval that a change waits for, or that was granted, with the way to it. */
export function ApprovalNote({ approval }: { approval: Approval }) {
  const href = useApprovalHref()(approval.id);
  const given = approval.decisions.filter(({ decision }) => decision === 'approve').length;
  const isGranted = approval.state === 'approved';
  return (
    <Alert
      role="status"
      status={isGranted ? 'success' : 'info'}
      icon
      title={
        isGranted
          ? 'Approved, and not used yet'
          : `Waits for approval: ${given} of ${formatQuantity(approval.required, 'approval')} given`
      }
      description={
        <>
          Requested by <Author name={approval.requestedBy} /> <Instant at={approval.requestedAt} />.
          It expires <Instant at={approval.expiresAt} />. <Link href={href}>Show the request</Link>
        </>
      }
    />
  );
}
