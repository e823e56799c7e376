import { Alert, Button, TextAreaField } from '@backstage/ui';
import type { Approval } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useDecideApproval } from '../../queries/approvals';
import { reasonOf } from '../../queries/errors';
import styles from './Approvals.module.css';

const LONGEST_COMMENT = 1000;

/** Approves or rejects, with a comment that is kept. */
export function DecisionForm({ approval }: { approval: Approval }) {
  const decide = useDecideApproval(approval);
  const [comment, setComment] = useState('');
  const isReady = comment.trim() !== '' && !decide.isPending;
  const take = (decision: 'approve' | 'reject') =>
    decide.mutate({ decision, comment: comment.trim() });
  return (
    <form
      className={styles.part}
      aria-label="Your decision"
      onSubmit={event => event.preventDefault()}
    >
      <h3 className={styles.subtitle}>Your decision</h3>
      <TextAreaField
        label="Comment"
        isRequired
        description="Kept with the decision, in the history and the audit trail."
        maxLength={LONGEST_COMMENT}
        value={comment}
        onChange={setComment}
      />
      {decide.error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title="Your decision was not taken"
          description={reasonOf(decide.error)}
        />
      )}
      <div className={styles.buttons}>
        <Button
          variant="primary"
          isDisabled={!isReady}
          isPending={decide.isPending && decide.variables.decision === 'approve'}
          onPress={() => take('approve')}
        >
          Approve
        </Button>
        <Button
          variant="secondary"
          destructive
          isDisabled={!isReady}
          isPending={decide.isPending && decide.variables.decision === 'reject'}
          onPress={() => take('reject')}
        >
          Reject
        </Button>
      </div>
    </form>
  );
}
