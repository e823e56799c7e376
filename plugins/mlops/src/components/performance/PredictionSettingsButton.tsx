import { mlopsDeploymentDeployPermission } from '@mlops-backstage/plugin-mlops-common';
import type { Deployment, PredictionSettings } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { GuardedButton } from '../shared/GuardedButton';
import { PredictionSettingsDialog } from './PredictionSettingsDialog';

interface PredictionSettingsButtonProps {
  deployment: Deployment;
  settings: PredictionSettings;
}

/** Opens what is logged of a deployment's predictions. */
export function PredictionSettingsButton({ deployment, settings }: PredictionSettingsButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const access = useAccess(deployment.model);
  const { environment } = deployment;
  return (
    <>
      <GuardedButton
        size="small"
        variant="secondary"
        refusal={access.refusal(mlopsDeploymentDeployPermission, { environment })}
        onPress={() => setOpen(true)}
      >
        What is logged
      </GuardedButton>
      {isOpen && (
        <PredictionSettingsDialog
          deployment={deployment.name}
          settings={settings}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
