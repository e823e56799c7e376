import { Alert, Button, DialogBody, DialogFooter, DialogHeader } from '@backstage/ui';
import type { RegisteredModel } from '@mlops-backstage/plugin-mlops-common';
import { useEntityOfModel } from '../../queries/models';
import { EntityLink } from '../shared/EntityLink';
import styles from './ModelsPage.module.css';

interface RegisteredProps {
  answer: RegisteredModel;
  onClose(): void;
}

/** What became of a registration, and the way to the model's page. */
export function Registered({ answer: { created, model, version }, onClose }: RegisteredProps) {
  const { data: entityRef } = useEntityOfModel(model);
  const number = version && `version ${version.version}`;
  return (
    <>
      <DialogHeader>Register a model</DialogHeader>
      <DialogBody>
        <div className={styles.fields}>
          <Alert
            role="status"
            status={created ? 'success' : 'info'}
            icon
            title={created ? `${model} is registered` : `${model} has this artifact already`}
            description={
              created
                ? `It is in the list${number ? ` with ${number}` : ', without a version yet'}.`
                : `It is ${number ?? 'there'}; nothing new was registered.`
            }
          />
          <p className={styles.explanation} role="status">
            {entityRef ? (
              <EntityLink entityRef={entityRef}>Open the page of {model}</EntityLink>
            ) : (
              'Its page appears in the catalog within a minute.'
            )}
          </p>
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onPress={onClose}>
          Close
        </Button>
      </DialogFooter>
    </>
  );
}
