import { Alert } from '@backstage/ui';
import { mlopsModelDeletePermission, type Model } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { GuardedButton } from '../shared/GuardedButton';
import { Instant } from '../shared/Instant';
import { Tab } from '../shared/Tab';
import { useModelRefusal } from '../shared/useRefusal';
import { RestoreModelDialog } from './DeleteDialogs';
import { ModelContent } from './ModelContent';

export function ModelTab() {
  return (
    <Tab>
      {model => (model.deletedAt ? <DeletedModel model={model} /> : <ModelContent model={model} />)}
    </Tab>
  );
}

function DeletedModel({ model }: { model: Model }) {
  const refusal = useModelRefusal(mlopsModelDeletePermission, model.name);
  const [isRestoring, setRestoring] = useState(false);
  return (
    <>
      <Alert
        status="warning"
        icon
        title={`${model.name} is deleted`}
        description={
          <>
            Since <Instant at={model.deletedAt!} />. For a time it can be restored with its
            versions.
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
      {isRestoring && <RestoreModelDialog model={model} onClose={() => setRestoring(false)} />}
    </>
  );
}
