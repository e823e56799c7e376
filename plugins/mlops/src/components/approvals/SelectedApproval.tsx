import { Button } from '@backstage/ui';
import { isNotFound } from '../../queries/errors';
import { useApproval } from '../../queries/approvals';
import { Answer } from '../shared/Answer';
import { EmptyState } from '../shared/EmptyState';
import { Section } from '../shared/Section';
import { useSearchState } from '../shared/useSearchState';
import { ApprovalDetails } from './ApprovalDetails';

interface SelectedApprovalProps {
  id: string | undefined;
  /** Whether it isn't known yet what there is to select. */
  isLooking: boolean;
}

/** The request that is selected, or what comes to be shown while there is none. */
export function SelectedApproval({ id, isLooking }: SelectedApprovalProps) {
  if (id !== undefined) {
    return <Approval key={id} id={id} />;
  }
  return isLooking ? null : (
    <Section title="Request">
      <EmptyState title="No request to show">
        Where a gate asks for approval, promoting a version begins with a request. The change, its
        gates, its metrics and who may decide are then shown here.
      </EmptyState>
    </Section>
  );
}

function Approval({ id }: { id: string }) {
  const approval = useApproval(id);
  const [, choose] = useSearchState('approval');
  if (isNotFound(approval.error)) {
    return (
      <Section title="Request">
        <EmptyState
          title="There is no such request"
          actions={
            <Button variant="secondary" onPress={() => choose(undefined)}>
              Show what waits for you
            </Button>
          }
        >
          It is of a model that you may not see, or of one that was removed.
        </EmptyState>
      </Section>
    );
  }
  return (
    <Answer query={approval} what="the request">
      {found => <ApprovalDetails approval={found} />}
    </Answer>
  );
}
