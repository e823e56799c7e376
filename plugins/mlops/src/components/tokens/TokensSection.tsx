import {
  mlopsTokenManagePermission,
  type Deployment,
  type Token,
} from '@mlops-backstage/plugin-mlops-common';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { useTokenPage } from '../../queries/tokens';
import { Answer } from '../shared/Answer';
import { CursorPagination } from '../shared/CursorPagination';
import { EmptyState } from '../shared/EmptyState';
import { GuardedButton } from '../shared/GuardedButton';
import { Section } from '../shared/Section';
import { useCursorPages } from '../shared/useCursorPages';
import { LimitTokenDialog } from './LimitTokenDialog';
import { NewTokenDialog } from './NewTokenDialog';
import { RevokeTokenDialog } from './RevokeTokenDialog';
import styles from './Tokens.module.css';
import { TokenTable } from './TokenTable';

const PAGE_SIZE = 10;

/** The tokens of an endpoint, for those who may manage them; the others see why they don't. */
export function TokensSection({ deployment }: { deployment: Deployment }) {
  const access = useAccess(deployment.model);
  const [isMaking, setMaking] = useState(false);
  const refusal = access.refusal(mlopsTokenManagePermission, {
    environment: deployment.environment,
  });
  const isOpen = deployment.endpoint?.needsToken === false;
  return (
    <Section
      title={`Tokens of ${deployment.name}`}
      actions={
        <GuardedButton
          variant="secondary"
          iconStart={<RiAddLine />}
          refusal={refusal}
          onPress={() => setMaking(true)}
        >
          New token
        </GuardedButton>
      }
    >
      <p className={styles.note}>
        {isOpen
          ? 'This installation answers without tokens: whoever reaches the endpoint may ask it.'
          : 'Programs send a token with each request. It opens this endpoint alone.'}
      </p>
      {refusal === undefined && <Tokens deployment={deployment} />}
      {isMaking && <NewTokenDialog deployment={deployment.name} onClose={() => setMaking(false)} />}
    </Section>
  );
}

function Tokens({ deployment }: { deployment: Deployment }) {
  const pages = useCursorPages('tokensCursor');
  const page = useTokenPage(deployment.name, pages.cursor);
  const [limited, setLimited] = useState<Token>();
  const [revoked, setRevoked] = useState<Token>();
  return (
    <Answer query={page} what="the tokens">
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <EmptyState title="No tokens yet">
              {deployment.endpoint?.needsToken === false
                ? 'Tokens made now are let in once the installation asks for them.'
                : 'Make one for each program that will call the endpoint, so that each can be revoked alone.'}
            </EmptyState>
          ) : (
            <TokenTable
              caption={`All tokens of ${deployment.name}`}
              tokens={items}
              environment={deployment.environment}
              onLimit={setLimited}
              onRevoke={setRevoked}
            />
          )}
          <CursorPagination
            pages={pages}
            pageSize={PAGE_SIZE}
            page={page.data}
            isStale={page.isPlaceholderData}
          />
          {limited && <LimitTokenDialog token={limited} onClose={() => setLimited(undefined)} />}
          {revoked && <RevokeTokenDialog token={revoked} onClose={() => setRevoked(undefined)} />}
        </>
      )}
    </Answer>
  );
}
