import { Alert, Button } from '@backstage/ui';
import {
  mlopsDeploymentInferPermission,
  type Deployment,
  type Version,
} from '@mlops-backstage/plugin-mlops-common';
import { useState, type FormEvent } from 'react';
import { useAccess } from '../../queries/access';
import { useInfer } from '../../queries/deployments';
import { reasonOf } from '../../queries/errors';
import { exampleRow, inferRequest } from '../../snippets/inferRequest';
import { GuardedButton } from '../shared/GuardedButton';
import { PredictionAnswer } from './PredictionAnswer';
import styles from './Serving.module.css';
import { fieldValues, parseFields } from './tryFormValues';
import { TryField } from './TryField';

interface TryFormProps {
  model: string;
  deployment: Deployment;
  version: Version;
}

/** A form built from the signature that asks the endpoint for one prediction. */
export function TryForm({ model, deployment, version }: TryFormProps) {
  const { inputs } = version.signature;
  const sample = fieldValues(inputs, exampleRow(version));
  const [values, setValues] = useState(sample);
  const infer = useInfer(deployment.name);
  const refusal = useAccess(model).refusal(mlopsDeploymentInferPermission, {
    environment: deployment.environment,
  });
  const { row, problems } = parseFields(inputs, values);
  const isBroken = Object.keys(problems).length > 0;

  const send = (event: FormEvent) => {
    event.preventDefault();
    infer.mutate(inferRequest(version.signature, row));
  };
  return (
    <form className={styles.part} onSubmit={send} aria-label={`Try ${deployment.name}`}>
      <h3 className={styles.subtitle}>Try a prediction</h3>
      <div className={styles.fields}>
        {inputs.map(tensor => (
          <TryField
            key={tensor.name}
            tensor={tensor}
            value={values[tensor.name]}
            problem={problems[tensor.name]}
            onChange={value => setValues(present => ({ ...present, [tensor.name]: value }))}
          />
        ))}
      </div>
      <div className={styles.actions}>
        <GuardedButton
          type="submit"
          variant="primary"
          isPending={infer.isPending}
          isDisabled={isBroken}
          refusal={
            deployment.status === 'online' ? refusal : `The endpoint is ${deployment.status}`
          }
        >
          Predict
        </GuardedButton>
        <Button variant="tertiary" onPress={() => setValues(sample)}>
          {version.sampleInputs ? 'Sample values' : 'Reset'}
        </Button>
      </div>
      <div aria-live="polite">
        {infer.isError && (
          <Alert status="danger" icon title="No prediction" description={reasonOf(infer.error)} />
        )}
        {infer.data && !infer.isError && <PredictionAnswer {...infer.data} version={version} />}
      </div>
    </form>
  );
}
