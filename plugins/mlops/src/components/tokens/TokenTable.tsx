import { mlopsTokenManagePermission, type Token } from '@mlops-backstage/plugin-mlops-common';
import { RiProhibitedLine, RiSpeedUpLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { useAccess } from '../../queries/access';
import { Author } from '../shared/EntityLink';
import { GuardedButton } from '../shared/GuardedButton';
import { Instant } from '../shared/Instant';
import { PlainTable } from '../shared/PlainTable';
import { StatusWord } from '../shared/StatusWord';
import { limitsInWords } from './tokenLimits';
import { tokenState } from './tokenState';
import styles from './Tokens.module.css';

interface TokenTableProps {
  caption: string;
  tokens: readonly Token[];
  /** Whose token it is, where that isn't clear from elsewhere. */
  whose?(token: Token): ReactNode;
  /** The environment of their endpoint, where that is known: who may change them may depend on it. */
  environment?: string;
  onLimit(token: Token): void;
  onRevoke(token: Token): void;
}

/** Tokens without their secrets. */
export function TokenTable(props: TokenTableProps) {
  const { caption, tokens, whose, environment, onLimit, onRevoke } = props;
  return (
    <div className={styles.table}>
      <PlainTable
        caption={caption}
        hideCaption
        rows={tokens}
        columns={[
          {
            id: 'name',
            label: 'Name',
            value: ({ name }) => <span className={styles.name}>{name}</span>,
          },
          ...(whose ? [{ id: 'whose', label: 'Endpoint', value: whose }] : []),
          {
            id: 'prefix',
            label: 'Begins with',
            value: ({ prefix }) => <code className={styles.prefix}>{prefix}…</code>,
          },
          { id: 'state', label: 'State', value: token => <State token={token} /> },
          {
            id: 'limits',
            label: 'Limits',
            value: token => <span className={styles.limits}>{limitsInWords(token)}</span>,
          },
          {
            id: 'made',
            label: 'Made',
            value: ({ createdAt, createdBy }) => <Done at={createdAt} by={createdBy} />,
          },
          { id: 'expires', label: 'Expires', value: ({ expiresAt }) => <Instant at={expiresAt} /> },
          {
            id: 'used',
            label: 'Last used',
            value: ({ lastUsedAt }) => (lastUsedAt ? <Instant at={lastUsedAt} /> : 'Never'),
          },
          {
            id: 'actions',
            label: 'Actions',
            value: token => <Actions {...{ token, environment, onLimit, onRevoke }} />,
          },
        ]}
      />
    </div>
  );
}

function State({ token }: { token: Token }) {
  const { tone, word } = tokenState(token, Date.now());
  const { revokedAt, revokedBy } = token;
  return (
    <span className={styles.made}>
      <StatusWord tone={tone}>{word}</StatusWord>
      {revokedAt && <Done at={revokedAt} by={revokedBy} />}
    </span>
  );
}

/** When, and by whom where that is known. */
function Done({ at, by }: { at: string; by: string | undefined }) {
  return (
    <span className={styles.made}>
      <Instant at={at} />
      {by && (
        <span>
          by <Author name={by} />
        </span>
      )}
    </span>
  );
}

interface ActionsProps extends Pick<TokenTableProps, 'environment' | 'onLimit' | 'onRevoke'> {
  token: Token;
}

function Actions({ token, environment, onLimit, onRevoke }: ActionsProps) {
  const refusal = useAccess(token.model).refusal(mlopsTokenManagePermission, { environment });
  if (token.state === 'revoked') {
    return null;
  }
  return (
    <span className={styles.actions}>
      {token.state === 'valid' && (
        <GuardedButton
          size="small"
          variant="secondary"
          iconStart={<RiSpeedUpLine />}
          aria-label={`Limits of ${token.name}`}
          refusal={refusal}
          onPress={() => onLimit(token)}
        >
          Limits…
        </GuardedButton>
      )}
      <GuardedButton
        size="small"
        variant="secondary"
        iconStart={<RiProhibitedLine />}
        aria-label={`Revoke ${token.name}`}
        refusal={refusal}
        onPress={() => onRevoke(token)}
      >
        Revoke…
      </GuardedButton>
    </span>
  );
}
