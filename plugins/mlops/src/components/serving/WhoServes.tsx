import {
  mlopsDeploymentDeployPermission,
  type Deployment,
} from '@mlops-backstage/plugin-mlops-common';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { EmptyState } from '../shared/EmptyState';
import { GuardedGroup } from '../shared/GuardedGroup';
import { Section } from '../shared/Section';
import { CanaryDialog } from './CanaryDialog';
import { MakeChampionDialog, RemoveCanaryDialog } from './CanaryEndDialogs';
import { AddChallengerDialog, MOST_CHALLENGERS, RemoveChallengerDialog } from './ChallengerDialogs';
import { ServedTable } from './ServedTable';
import type { ServingDialog } from './ServingDialog';
import { servedVersions } from './servedVersions';
import { ShareBar } from './ShareBar';

/** Who answers and who is measured beside: champion, canary and challengers, and the ways to change them. */
export function WhoServes({ deployment }: { deployment: Deployment }) {
  const { environment, canary, challengers } = deployment;
  const refusal = useAccess(deployment.model).refusal(mlopsDeploymentDeployPermission, {
    environment,
  });
  const [dialog, open] = useState<ServingDialog>();
  const served = servedVersions(deployment);
  if (served.length === 0) {
    return (
      <Section title="Who serves">
        <EmptyState title="Nobody">
          {deployment.name} is not deployed: deploy a version, or roll back to an earlier revision
          below.
        </EmptyState>
      </Section>
    );
  }
  return (
    <Section
      title="Who serves"
      actions={
        <GuardedGroup
          refusal={refusal}
          actions={[
            ...(canary
              ? []
              : [
                  {
                    label: 'Add a canary',
                    iconStart: <RiAddLine />,
                    variant: 'secondary' as const,
                    onPress: () => open({ kind: 'canary' }),
                  },
                ]),
            {
              label: 'Add a challenger',
              iconStart: <RiAddLine />,
              variant: 'secondary',
              refusal:
                challengers.length >= MOST_CHALLENGERS
                  ? `${MOST_CHALLENGERS} challengers at most`
                  : undefined,
              onPress: () => open({ kind: 'challenger' }),
            },
          ]}
        />
      }
    >
      {canary && <ShareBar served={served} />}
      <ServedTable deployment={deployment} served={served} refusal={refusal} onOpen={open} />
      <Opened deployment={deployment} dialog={dialog} onClose={() => open(undefined)} />
    </Section>
  );
}

interface OpenedProps {
  deployment: Deployment;
  dialog: ServingDialog | undefined;
  onClose(): void;
}

function Opened({ deployment, dialog, onClose }: OpenedProps) {
  const common = { deployment, onClose };
  const { canary } = deployment;
  switch (dialog?.kind) {
    case 'canary':
      return <CanaryDialog {...common} version={dialog.version} />;
    case 'challenger':
      return <AddChallengerDialog {...common} />;
    case 'remove-challenger':
      return <RemoveChallengerDialog {...common} version={dialog.version} />;
    case 'make-champion':
      return canary ? <MakeChampionDialog {...common} version={canary.version} /> : null;
    case 'remove-canary':
      return canary ? <RemoveCanaryDialog {...common} canary={canary} /> : null;
    default:
      return null;
  }
}
