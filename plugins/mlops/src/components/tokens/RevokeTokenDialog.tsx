import type { Token } from '@mlops-backstage/plugin-mlops-common';
import { useRevokeToken } from '../../queries/tokens';
import { ConfirmDialog } from '../serving/ConfirmDialog';

/** Takes a token out of use, for good. */
export function RevokeTokenDialog({ token, onClose }: { token: Token; onClose(): void }) {
  const revoke = useRevokeToken(token.deployment);
  return (
    <ConfirmDialog
      title={`Revoke ${token.name}`}
      action="Revoke"
      failure="Not revoked"
      consequence={`Programs that call ${token.deployment} with the token ${token.prefix}… are refused within two seconds. It can’t be taken back: they will need another token.`}
      error={revoke.error}
      isPending={revoke.isPending}
      isDestructive
      onAction={reason =>
        revoke.mutate({ token: token.id, reason }, { onSuccess: () => onClose() })
      }
      onClose={onClose}
    />
  );
}
