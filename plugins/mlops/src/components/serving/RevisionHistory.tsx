import {
  mlopsDeploymentDeployPermission,
  type Deployment,
  type Revision,
} from '@mlops-backstage/plugin-mlops-common';
import { RiLockLine } from '@remixicon/react';
import { useId, useState } from 'react';
import { useAccess } from '../../queries/access';
import { useRevisionPage } from '../../queries/deployments';
import { Answer } from '../shared/Answer';
import { CursorPagination } from '../shared/CursorPagination';
import { useCursorPages } from '../shared/useCursorPages';
import { RevisionRow } from './RevisionRow';
import { RollBackDialog } from './RollBackDialog';
import styles from './Serving.module.css';
import { useOpenRevisions } from './useOpenRevisions';

const PAGE_SIZE = 10;

/** Every change of a deployment: what, when, who and why, what differed, and the way back. */
export function RevisionHistory({ deployment }: { deployment: Deployment }) {
  const pages = useCursorPages('historyCursor');
  const page = useRevisionPage(deployment.name, deployment.revision, pages.cursor, PAGE_SIZE);
  const refusal = useAccess(deployment.model).refusal(mlopsDeploymentDeployPermission, {
    environment: deployment.environment,
  });
  const refusalId = useId();
  const opened = useOpenRevisions();
  const [target, setTarget] = useState<Revision>();
  return (
    <Answer query={page} what="the history">
      {({ items }) => (
        <div className={styles.part}>
          {refusal && (
            <p id={refusalId} className={styles.refusal}>
              <RiLockLine size={14} aria-hidden="true" /> Rolling back: {refusal}
            </p>
          )}
          <div className={styles.scroll}>
            <table className={styles.history} aria-busy={page.isPlaceholderData}>
              <caption className={styles.hidden}>Revisions of {deployment.name}</caption>
              <thead>
                <tr>
                  <th scope="col">Revision</th>
                  <th scope="col">What</th>
                  <th scope="col">Why</th>
                  <th scope="col">Who</th>
                  <th scope="col">When</th>
                  <th scope="col">Way back</th>
                  <th scope="col">
                    <span className={styles.hidden}>Changes</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map(revision => (
                  <RevisionRow
                    key={revision.revision}
                    deployment={deployment}
                    revision={revision}
                    refusalId={refusal && refusalId}
                    isOpen={opened.has(revision.revision)}
                    onOpenChange={isOpen => opened.set(revision.revision, isOpen)}
                    onRollBack={() => setTarget(revision)}
                  />
                ))}
              </tbody>
            </table>
          </div>
          <CursorPagination
            pages={pages}
            pageSize={PAGE_SIZE}
            page={page.data}
            isStale={page.isPlaceholderData}
          />
          {target && (
            <RollBackDialog
              deployment={deployment}
              revision={target}
              onClose={() => setTarget(undefined)}
            />
          )}
        </div>
      )}
    </Answer>
  );
}
