import { getCompoundEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert } from '@backstage/ui';
import { modelOf, type Model } from '@mlops-backstage/plugin-mlops-common';
import type { ReactNode } from 'react';
import { isNotFound } from '../../queries/errors';
import { useModel, useRegistration } from '../../queries/models';
import { Answer } from './Answer';
import { EmptyState } from './EmptyState';
import { Instant } from './Instant';

/** What an entity's model is shown by; where the model isn't registered, how its registration went. */
export function ModelOfEntity({ children }: { children(model: Model): ReactNode }) {
  const { entity } = useEntity();
  const name = modelOf(entity)!;
  const model = useModel(name);
  if (isNotFound(model.error)) {
    return <NotRegistered name={name} />;
  }
  return (
    <Answer query={model} what={`the model ${name}`}>
      {children}
    </Answer>
  );
}

function NotRegistered({ name }: { name: string }) {
  const { entity } = useEntity();
  const registration = useRegistration(getCompoundEntityRef(entity), true);
  if (registration.data?.state === 'failed') {
    return (
      <Alert
        status="danger"
        icon
        title={`${name} could not be registered from this entity`}
        description={
          <>
            {registration.data.message} (<Instant at={registration.data.updatedAt} />) It is tried
            again when the entity is refreshed.
          </>
        }
      />
    );
  }
  return (
    <EmptyState title={`${name} is not registered yet`}>
      {registration.isPending
        ? 'Looking for its registration…'
        : 'An entity with the annotation mlops.io/artifact is registered by itself within a minute; otherwise register the model on the page “ML models”.'}
    </EmptyState>
  );
}
