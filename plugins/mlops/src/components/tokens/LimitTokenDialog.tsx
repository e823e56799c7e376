import { Text } from '@backstage/ui';
import type { Token } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useLimitToken } from '../../queries/tokens';
import { ActionDialog } from '../model/ActionDialog';
import { ReasonField } from '../shared/ReasonField';
import { LimitFields, useLimitForm } from './LimitFields';
import { limitsInWords } from './tokenLimits';

/** Changes how much an existing token may ask. */
export function LimitTokenDialog({ token, onClose }: { token: Token; onClose(): void }) {
  const limit = useLimitToken(token.deployment);
  const form = useLimitForm(token);
  const [reason, setReason] = useState('');
  const { limits } = form;
  const isSame = limits !== undefined && limitsInWords(limits) === limitsInWords(token);
  return (
    <ActionDialog
      title={`Limits of ${token.name}`}
      action="Set the limits"
      failure="The limits were not changed"
      error={limit.error}
      isReady={limits !== undefined && !isSame && reason.trim() !== ''}
      isPending={limit.isPending}
      onAction={() =>
        limit.mutate(
          { token: token.id, limits: { ...limits, reason: reason.trim() } },
          { onSuccess: () => onClose() },
        )
      }
      onClose={onClose}
    >
      <LimitFields form={form} />
      {limits && (
        <Text as="p" color="secondary">
          {isSame
            ? `That is what it has: ${limitsInWords(token)}.`
            : `In force within two seconds: ${limitsInWords(limits)}. Now: ${limitsInWords(token)}. What comes on top is answered with 429.`}
        </Text>
      )}
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
