import {
  mlopsVersionDeletePermission,
  type Model,
  type Version,
} from '@mlops-backstage/plugin-mlops-common';
import { RiArrowGoBackLine } from '@remixicon/react';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { useDeletedVersions } from '../../queries/versions';
import { Answer } from '../shared/Answer';
import { EmptyState } from '../shared/EmptyState';
import { Author } from '../shared/EntityLink';
import { GuardedButton } from '../shared/GuardedButton';
import { Instant } from '../shared/Instant';
import { PlainTable } from '../shared/PlainTable';
import { RestoreVersionDialog } from './DeleteDialogs';
import styles from './ModelTab.module.css';

/** The versions that were deleted and can still be restored. */
export function DeletedVersions({ model }: { model: Model }) {
  const page = useDeletedVersions(model.name, true);
  const refusal = useAccess(model.name).refusal(mlopsVersionDeletePermission);
  const [restoring, setRestoring] = useState<Version>();
  return (
    <>
      <Answer query={page} what="the deleted versions">
        {({ items, totalItems }) =>
          items.length === 0 ? (
            <EmptyState title="No deleted versions">
              A version that is deleted can be restored from here for a time.
            </EmptyState>
          ) : (
            <>
              <PlainTable
                caption={`Deleted versions (${totalItems})`}
                rows={items}
                columns={[
                  { id: 'version', label: 'Version', value: ({ version }) => `v${version}` },
                  {
                    id: 'deleted',
                    label: 'Deleted',
                    value: ({ deletedAt }) => (deletedAt ? <Instant at={deletedAt} /> : '–'),
                  },
                  {
                    id: 'algorithm',
                    label: 'Algorithm',
                    value: ({ algorithm }) => algorithm ?? 'Not told',
                  },
                  {
                    id: 'by',
                    label: 'Created by',
                    value: ({ createdBy }) => <Author name={createdBy} />,
                  },
                  {
                    id: 'restore',
                    label: 'Actions',
                    value: version => (
                      <GuardedButton
                        size="small"
                        variant="secondary"
                        iconStart={<RiArrowGoBackLine />}
                        refusal={refusal}
                        aria-label={`Restore version ${version.version}`}
                        onPress={() => setRestoring(version)}
                      >
                        Restore…
                      </GuardedButton>
                    ),
                  },
                ]}
              />
              {totalItems > items.length && (
                <p className={styles.secondary}>
                  The newest {items.length} of {totalItems}.
                </p>
              )}
            </>
          )
        }
      </Answer>
      {restoring && (
        <RestoreVersionDialog version={restoring} onClose={() => setRestoring(undefined)} />
      )}
    </>
  );
}
