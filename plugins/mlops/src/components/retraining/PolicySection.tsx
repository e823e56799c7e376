import { mlopsRetrainingUpdatePermission } from '@mlops-backstage/plugin-mlops-common';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { useRetrainingExecutors, useRetrainingPolicies } from '../../queries/retraining';
import { Answer } from '../shared/Answer';
import { EmptyState } from '../shared/EmptyState';
import { GuardedButton } from '../shared/GuardedButton';
import { Section } from '../shared/Section';
import { PolicyDialog } from './PolicyDialog';
import { PolicyItem } from './PolicyItem';
import styles from './Retraining.module.css';

/** The policies of a model as sentences. */
export function PolicySection({ model }: { model: string }) {
  const policies = useRetrainingPolicies(model);
  const executors = useRetrainingExecutors();
  const refusal = useAccess(model).refusal(mlopsRetrainingUpdatePermission);
  const [isAdding, setAdding] = useState(false);
  const noExecutor =
    executors.data?.length === 0
      ? 'Nothing can run trainings yet: an operator has to configure an executor'
      : undefined;
  return (
    <Section
      title="When it is trained anew"
      actions={
        <GuardedButton
          size="small"
          variant="secondary"
          iconStart={<RiAddLine />}
          isDisabled={!executors.data}
          refusal={refusal ?? noExecutor}
          onPress={() => setAdding(true)}
        >
          Add a policy…
        </GuardedButton>
      }
    >
      <Answer query={policies} what="the retraining policies">
        {found =>
          found.length === 0 ? (
            <EmptyState title="No policies">
              Nothing trains this model anew by itself. A policy does so by time, when its traffic
              drifts, or when its performance falls.
            </EmptyState>
          ) : (
            <ul className={styles.items}>
              {found.map(policy => (
                <PolicyItem key={policy.name} policy={policy} />
              ))}
            </ul>
          )
        }
      </Answer>
      {isAdding && <PolicyDialog model={model} onClose={() => setAdding(false)} />}
    </Section>
  );
}
