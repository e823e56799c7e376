import { Alert, Button } from '@backstage/ui';
import {
  mlopsAuditCheckpointPermission,
  type Checkpoint,
} from '@mlops-backstage/plugin-mlops-common';
import { RiDownloadLine, RiQuillPenLine } from '@remixicon/react';
import { formatCount } from '../../format/numbers';
import { useCheckpointPage, useCreateCheckpoint } from '../../queries/audit';
import { reasonOf } from '../../queries/errors';
import { Answer } from '../shared/Answer';
import { CursorPagination } from '../shared/CursorPagination';
import { EmptyState } from '../shared/EmptyState';
import { GuardedButton } from '../shared/GuardedButton';
import { Instant } from '../shared/Instant';
import { PlainTable } from '../shared/PlainTable';
import { saveBlob } from '../shared/saveBlob';
import { Section } from '../shared/Section';
import { useCursorPages } from '../shared/useCursorPages';
import { useRefusal } from '../shared/useRefusal';
import styles from './Audit.module.css';

const PAGE_SIZE = 10;

/** Signed ends of the chain: kept outside, they prove later that nothing before them was rewritten. */
export function Checkpoints() {
  const pages = useCursorPages('checkpointCursor');
  const page = useCheckpointPage({ limit: PAGE_SIZE, cursor: pages.cursor });
  const sign = useCreateCheckpoint();
  const refusal = useRefusal(mlopsAuditCheckpointPermission);
  return (
    <Section
      title="Checkpoints"
      actions={
        <GuardedButton
          size="small"
          variant="secondary"
          iconStart={<RiQuillPenLine />}
          refusal={refusal}
          loading={sign.isPending}
          onPress={() => sign.mutate()}
        >
          Sign the end now
        </GuardedButton>
      }
    >
      <p className={styles.note}>
        A checkpoint is the hash of the last event, signed after the chain was verified. Keep it
        outside this system: with it anybody can show whether what came before was changed.
      </p>
      <div role="status" className={styles.chain}>
        {sign.data && `Signed the end at event ${formatCount(sign.data.seq)}.`}
      </div>
      {sign.error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title="The end was not signed"
          description={reasonOf(sign.error)}
        />
      )}
      <Answer query={page} what="the checkpoints">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="No checkpoint yet">
              Sign the end of the chain, or have it signed regularly (mlops.audit.checkpointEvery in
              the portal’s configuration).
            </EmptyState>
          ) : (
            <CheckpointTable checkpoints={items} />
          )
        }
      </Answer>
      <CursorPagination
        pages={pages}
        pageSize={PAGE_SIZE}
        page={page.data}
        isStale={page.isPlaceholderData}
      />
    </Section>
  );
}

function CheckpointTable({ checkpoints }: { checkpoints: readonly Checkpoint[] }) {
  return (
    <PlainTable
      caption="Checkpoints"
      hideCaption
      rows={checkpoints}
      columns={[
        { id: 'seq', label: 'Event', value: ({ seq }) => `#${formatCount(seq)}` },
        { id: 'at', label: 'Signed', value: ({ at }) => <Instant at={at} /> },
        {
          id: 'hash',
          label: 'Hash',
          value: ({ hash }) => (
            <code className={styles.value} title={hash}>
              {hash.slice(0, 16)}…
            </code>
          ),
        },
        {
          id: 'save',
          label: 'To keep outside',
          value: checkpoint => (
            <Button
              size="small"
              variant="tertiary"
              iconStart={<RiDownloadLine />}
              aria-label={`Save the checkpoint of event ${formatCount(checkpoint.seq)}`}
              onPress={() => save(checkpoint)}
            >
              Save
            </Button>
          ),
        },
      ]}
    />
  );
}

/** As the API tells it, with signature and public key. */
function save(checkpoint: Checkpoint): void {
  const text = `${JSON.stringify(checkpoint, null, 2)}\n`;
  saveBlob(
    new Blob([text], { type: 'application/json' }),
    `audit-checkpoint-${checkpoint.seq}.json`,
  );
}
