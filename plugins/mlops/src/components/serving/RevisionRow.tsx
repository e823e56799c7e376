import { Button, ButtonIcon } from '@backstage/ui';
import type { Deployment, Revision } from '@mlops-backstage/plugin-mlops-common';
import { RiArrowDownSLine, RiArrowGoBackLine, RiArrowRightSLine } from '@remixicon/react';
import { useId } from 'react';
import { Author } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';
import { PlainTable } from '../shared/PlainTable';
import { revisionInWords } from './revisionInWords';
import { rollBackRefusal } from './RollBackDialog';
import { FIELDS } from './servedVersions';
import styles from './Serving.module.css';

interface RevisionRowProps {
  deployment: Deployment;
  revision: Revision;
  /** The element that says why the person may not roll back at all; undefined where they may. */
  refusalId: string | undefined;
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  onRollBack(): void;
}

/** One revision in a line, with what it changed below when it is expanded. */
export function RevisionRow(props: RevisionRowProps) {
  const { deployment, revision, refusalId, isOpen, onOpenChange, onRollBack } = props;
  const detailsId = useId();
  const rowRefusal = rollBackRefusal(deployment, revision);
  const { revision: number, reason, createdAt, createdBy } = revision;
  return (
    <>
      <tr className={styles.revision}>
        <th scope="row">{number}</th>
        <td>{revisionInWords(revision)}</td>
        <td>{reason}</td>
        <td>
          <Author name={createdBy} />
        </td>
        <td>
          <Instant at={createdAt} />
        </td>
        <td>
          {rowRefusal === undefined ? (
            <Button
              size="small"
              variant="secondary"
              iconStart={<RiArrowGoBackLine />}
              aria-label={`Roll back to revision ${number}`}
              aria-describedby={refusalId}
              isDisabled={refusalId !== undefined}
              onPress={onRollBack}
            >
              Roll back to this
            </Button>
          ) : (
            <span className={styles.secondary}>{rowRefusal}</span>
          )}
        </td>
        <td>
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={isOpen ? <RiArrowDownSLine /> : <RiArrowRightSLine />}
            aria-label={`Changes of revision ${number}`}
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailsId : undefined}
            onPress={() => onOpenChange(!isOpen)}
          />
        </td>
      </tr>
      {isOpen && (
        <tr id={detailsId}>
          <td colSpan={7} className={styles.changes}>
            <Changes revision={revision} />
          </td>
        </tr>
      )}
    </>
  );
}

function Changes({ revision: { revision, changes } }: { revision: Revision }) {
  if (changes.length === 0) {
    return <p className={styles.secondary}>What serves didn’t change.</p>;
  }
  return (
    <PlainTable
      caption={`What revision ${revision} changed`}
      hideCaption
      rows={changes}
      columns={[
        { id: 'field', label: 'What', value: ({ field }) => FIELDS[field] },
        { id: 'before', label: 'Before', value: ({ before }) => before ?? 'None' },
        { id: 'after', label: 'After', value: ({ after }) => after ?? 'None' },
      ]}
    />
  );
}
