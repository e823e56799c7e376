import { TextField } from '@backstage/ui';
import type { Token } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useModel } from '../../queries/models';
import { useTokensBeginning } from '../../queries/tokens';
import { EndpointLink } from '../deployments/EndpointLink';
import { Answer } from '../shared/Answer';
import { EmptyState } from '../shared/EmptyState';
import { Section } from '../shared/Section';
import { LimitTokenDialog } from './LimitTokenDialog';
import { RevokeTokenDialog } from './RevokeTokenDialog';
import { LONGEST_BEGINNING, tokenBeginning } from './tokenBeginning';
import styles from './Tokens.module.css';
import { TokenTable } from './TokenTable';

/**
 * Whose token a leaked secret is, by its beginning. What is pasted is cut before anything is asked, and is in no address:
 * addresses are kept by browsers and proxies.
 */
export function TokenFinder({ id }: { id: string }) {
  const [{ text, isCut, prefix }, setBeginning] = useState(() => tokenBeginning(''));
  const found = useTokensBeginning(prefix);
  const [limited, setLimited] = useState<Token>();
  const [revoked, setRevoked] = useState<Token>();
  const isWrong = text !== '' && !'mlops_'.startsWith(text.slice(0, 6));
  return (
    <div id={id}>
      <Section title="Whose token is this?">
        <div className={styles.find}>
          <TextField
            label="Beginning of the token"
            placeholder="mlops_…"
            autoComplete="off"
            spellCheck="false"
            value={text}
            isInvalid={isWrong}
            description={
              isWrong
                ? 'Tokens of this portal begin with mlops_'
                : `At least 8 characters. Of what is pasted the first ${LONGEST_BEGINNING} are kept.`
            }
            onChange={typed => setBeginning(tokenBeginning(typed))}
          />
        </div>
        <p role="status" className={styles.note}>
          {isCut &&
            `Only the first ${LONGEST_BEGINNING} characters were kept and are asked for: the whole token never leaves this page.`}
        </p>
        {prefix && (
          <Answer query={found} what="the tokens">
            {tokens =>
              tokens.length === 0 ? (
                <EmptyState title={`No token begins with ${prefix}`}>
                  It was never made here, or its endpoint is gone.
                </EmptyState>
              ) : (
                <TokenTable
                  caption={`Tokens that begin with ${prefix}`}
                  tokens={tokens}
                  whose={token => <Endpoint token={token} />}
                  onLimit={setLimited}
                  onRevoke={setRevoked}
                />
              )
            }
          </Answer>
        )}
        {limited && <LimitTokenDialog token={limited} onClose={() => setLimited(undefined)} />}
        {revoked && <RevokeTokenDialog token={revoked} onClose={() => setRevoked(undefined)} />}
      </Section>
    </div>
  );
}

/** A link where the person may see the model; else its name alone. */
function Endpoint({ token }: { token: Token }) {
  const model = useModel(token.model);
  return <EndpointLink entityRef={model.data?.entityRef} deployment={token.deployment} />;
}
