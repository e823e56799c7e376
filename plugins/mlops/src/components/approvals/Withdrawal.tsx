import { Text } from '@backstage/ui';
import {
  mlopsApprovalRequestPermission,
  type Approval,
} from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { useWithdrawApproval } from '../../queries/approvals';
import { useMyEntityRef } from '../../queries/identity';
import { ActionDialog } from '../model/ActionDialog';
import { GuardedButton } from '../shared/GuardedButton';
import { ReasonField } from '../shared/ReasonField';

/** The way to withdraw a request, for the one who made it. */
export function Withdrawal({ approval }: { approval: Approval }) {
  const me = useMyEntityRef();
  const refusal = useAccess(approval.model).refusal(mlopsApprovalRequestPermission, {
    stage: approval.from,
  });
  const [isOpen, setOpen] = useState(false);
  if (me !== approval.requestedBy) {
    return null;
  }
  return (
    <div>
      <GuardedButton
        size="small"
        variant="secondary"
        refusal={refusal}
        onPress={() => setOpen(true)}
      >
        Withdraw the request…
      </GuardedButton>
      {isOpen && <WithdrawDialog approval={approval} onClose={() => setOpen(false)} />}
    </div>
  );
}

function WithdrawDialog({ approval, onClose }: { approval: Approval; onClose(): void }) {
  const withdraw = useWithdrawApproval(approval);
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      title={`Withdraw the request for ${approval.model} v${approval.version}`}
      action="Withdraw"
      failure="The request was not withdrawn"
      error={withdraw.error}
      isReady={reason.trim() !== ''}
      isPending={withdraw.isPending}
      onAction={() => withdraw.mutate({ reason: reason.trim() }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text as="p">
        Approvals that were given are gone with it. The version stays where it is; approval can be
        asked for anew.
      </Text>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
