import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import type { AuditVerification } from '@mlops-backstage/plugin-mlops-common';
import { RiShieldCheckLine } from '@remixicon/react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import { formatCount, formatQuantity } from '../../format/numbers';
import { useChainVerification, useReadAuditPage } from '../../queries/audit';
import { auditRouteRef } from '../../routes';
import { Failure } from '../shared/Answer';
import { CopyButton } from '../shared/CopyButton';
import { Instant } from '../shared/Instant';
import { Section } from '../shared/Section';
import { StatusWord } from '../shared/StatusWord';
import styles from './Audit.module.css';
import { pointingAt } from './auditState';
import { cursorBefore } from './cursorBefore';

/** Whether the chain of events is whole, found out when asked for. */
export function ChainState() {
  const { data, error, isFetching, refetch } = useChainVerification();
  const answer = isFetching || error ? undefined : data;
  return (
    <Section
      title="Chain"
      actions={
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiShieldCheckLine />}
          loading={isFetching}
          onPress={() => refetch()}
        >
          Verify the chain
        </Button>
      }
    >
      <div role="status" className={styles.chain}>
        {isFetching && (
          <StatusWord tone="busy">
            Verifying the chain: every event is read. This may take a while.
          </StatusWord>
        )}
        {answer?.intact && <Whole verification={answer} />}
        {!isFetching && !data && !error && (
          <p className={styles.note}>
            Each event carries the hash of the one before it: none can be changed or removed without
            breaking the chain. It hasn’t been verified here yet.
          </p>
        )}
      </div>
      {answer && !answer.intact && <Broken verification={answer} />}
      {!isFetching && error && <Failure what="the chain" error={error} onRetry={refetch} />}
    </Section>
  );
}

function Whole({
  verification: { events, head, verifiedAt, startsAfter = 0, checkpoints = 0 },
}: {
  verification: AuditVerification;
}) {
  return (
    <>
      <p className={styles.sentence}>
        <StatusWord tone="good">
          <span>
            {events === 0
              ? 'The chain is whole; it has no event yet. '
              : `The chain of ${formatQuantity(events, 'event')} is whole. `}
            Verified <Instant at={verifiedAt} />.
          </span>
        </StatusWord>
      </p>
      {(startsAfter > 0 || checkpoints > 0) && (
        <p className={styles.note}>
          {startsAfter > 0 &&
            `Events up to ${formatCount(startsAfter)} were removed by retention; it is followed from there. `}
          {checkpoints > 0 &&
            `${formatQuantity(checkpoints, 'signed checkpoint')} ${checkpoints === 1 ? 'agrees' : 'agree'} with it.`}
        </p>
      )}
      {head && events > 0 && (
        <p className={styles.head}>
          Hash of event {formatCount(events)}: <code>{head}</code>
          <CopyButton text={head} label="Copy the hash of the last event" />
          <span className={styles.note}>
            Keep it outside this system: it shows later whether the events up to here were changed.
          </span>
        </p>
      )}
    </>
  );
}

function Broken({ verification }: { verification: AuditVerification }) {
  const { brokenAt, problem, verifiedAt } = verification;
  const navigate = useNavigate();
  const trail = useRouteRef(auditRouteRef)?.() ?? '/mlops/audit';
  const readPage = useReadAuditPage();
  const find = useMutation({
    mutationFn: (seq: number) => cursorBefore(readPage, seq),
    onSuccess: (cursor, seq) => navigate(`${trail}?${pointingAt(seq, cursor)}`),
  });
  return (
    <>
      <Alert
        role="alert"
        status="danger"
        icon
        title={
          brokenAt === undefined
            ? `The chain is broken: ${problem}`
            : `The chain is broken at event ${formatCount(brokenAt)}: ${problem}`
        }
        description={
          <>
            Verified <Instant at={verifiedAt} />. What stands before it is as it was written.
          </>
        }
        customActions={
          brokenAt !== undefined && (
            <Button
              size="small"
              variant="secondary"
              loading={find.isPending}
              onPress={() => find.mutate(brokenAt)}
            >
              {`Show event ${formatCount(brokenAt)} in the list`}
            </Button>
          )
        }
      />
      {find.isError && <Failure what="the events around it" error={find.error} />}
    </>
  );
}
