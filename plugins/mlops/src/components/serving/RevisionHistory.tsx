import { Button } from '@backstage/ui';
import type { Deployment, Revision } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useRevisionPage } from '../../queries/deployments';
import { Answer } from '../shared/Answer';
import { Author } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';
import { PlainTable } from '../shared/PlainTable';
import styles from './Serving.module.css';

function actionInWords({ action, version }: Revision): string {
  return action === 'deploy' ? `Deployed v${version}` : 'Undeployed';
}

/** Every change of a deployment: what, why, who and when. */
export function RevisionHistory({ deployment }: { deployment: Deployment }) {
  const [cursors, setCursors] = useState<string[]>([]);
  const page = useRevisionPage(deployment.name, deployment.revision, cursors[cursors.length - 1]);
  return (
    <Answer query={page} what="the history">
      {({ items, totalItems, nextCursor }) => (
        <div className={styles.part}>
          <PlainTable
            caption={`History (${totalItems})`}
            rows={items}
            columns={[
              { id: 'revision', label: 'Revision', value: ({ revision }) => revision },
              { id: 'action', label: 'Change', value: actionInWords },
              { id: 'reason', label: 'Reason', value: ({ reason }) => reason },
              { id: 'by', label: 'By', value: ({ createdBy }) => <Author name={createdBy} /> },
              { id: 'at', label: 'When', value: ({ createdAt }) => <Instant at={createdAt} /> },
            ]}
          />
          {(cursors.length > 0 || nextCursor) && (
            <div className={styles.actions}>
              <Button
                size="small"
                variant="secondary"
                isDisabled={cursors.length === 0}
                onPress={() => setCursors(cursors.slice(0, -1))}
              >
                Newer
              </Button>
              <Button
                size="small"
                variant="secondary"
                isDisabled={!nextCursor}
                onPress={() => nextCursor && setCursors([...cursors, nextCursor])}
              >
                Older
              </Button>
            </div>
          )}
        </div>
      )}
    </Answer>
  );
}
