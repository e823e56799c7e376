import { Alert, Button, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  mlopsVersionDeletePermission,
  type Deployment,
  type Model,
  type Version,
} from '@mlops-backstage/plugin-mlops-common';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { isNotFound } from '../../queries/errors';
import { useVersion } from '../../queries/versions';
import { CardView } from '../cards/CardView';
import { Answer } from '../shared/Answer';
import { EmptyState } from '../shared/EmptyState';
import { GuardedButton } from '../shared/GuardedButton';
import { Instant } from '../shared/Instant';
import { Section } from '../shared/Section';
import { useSearchState } from '../shared/useSearchState';
import { RestoreVersionDialog } from './DeleteDialogs';
import styles from './ModelTab.module.css';
import type { VersionActions } from './useVersionActions';
import { VersionDetails } from './VersionDetails';

interface SelectedVersionProps {
  model: Model;
  deployments: UseQueryResult<Deployment[]>;
  actions: VersionActions;
  number: number;
  /** Leaves the version for the one that is shown without a choice. */
  onLeave(): void;
}

/** One version: its details, or its model card. */
export function SelectedVersion(props: SelectedVersionProps) {
  const { model, deployments, actions, number, onLeave } = props;
  const version = useVersion(model.name, number);
  const [view, show] = useSearchState('view');
  if (isNotFound(version.error)) {
    return (
      <Section title={`Version ${number}`}>
        <EmptyState
          title={`There is no version ${number}`}
          actions={
            <Button variant="secondary" onPress={onLeave}>
              Show the usual version
            </Button>
          }
        >
          It may have been deleted: “Deleted versions” lists those that can be restored.
        </EmptyState>
      </Section>
    );
  }
  const shown = view === 'card' ? 'card' : 'details';
  return (
    <Answer query={version} what={`version ${number}`}>
      {details => (
        <>
          <ToggleButtonGroup
            aria-label={`View of version ${number}`}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[shown]}
            onSelectionChange={keys => show(keys.has('card') ? 'card' : undefined)}
            className={styles.views}
          >
            <ToggleButton id="details">Details of v{number}</ToggleButton>
            <ToggleButton id="card">Model card of v{number}</ToggleButton>
          </ToggleButtonGroup>
          {details.deletedAt && <DeletedVersion version={details} />}
          {shown === 'card' ? (
            <CardView
              // What is being written belongs to one version.
              key={number}
              model={model.name}
              version={number}
            />
          ) : (
            <VersionDetails
              model={model}
              version={details}
              deployments={deployments}
              actions={actions}
            />
          )}
        </>
      )}
    </Answer>
  );
}

function DeletedVersion({ version }: { version: Version }) {
  const refusal = useAccess(version.model).refusal(mlopsVersionDeletePermission, {
    stage: version.stage,
  });
  const [isRestoring, setRestoring] = useState(false);
  return (
    <>
      <Alert
        status="warning"
        icon
        title={`Version ${version.version} is deleted`}
        description={
          <>
            Since <Instant at={version.deletedAt!} />. For a time it can be restored.
          </>
        }
        customActions={
          <GuardedButton
            size="small"
            variant="secondary"
            refusal={refusal}
            onPress={() => setRestoring(true)}
          >
            Restore…
          </GuardedButton>
        }
      />
      {isRestoring && (
        <RestoreVersionDialog version={version} onClose={() => setRestoring(false)} />
      )}
    </>
  );
}
