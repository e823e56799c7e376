import { Select } from '@backstage/ui';
import type { Environment } from '@mlops-backstage/plugin-mlops-common';
import styles from './Serving.module.css';

interface EnvironmentPickerProps {
  environments: readonly Environment[];
  /** Why the person can't deploy there; undefined where they can. */
  refusalOf(environment: Environment): string | undefined;
  value: string | undefined;
  onChange(environment: string): void;
}

const list = new Intl.ListFormat('en', { type: 'disjunction' });

/** Where a new endpoint goes. What is out of reach is listed too, with the reason. */
export function EnvironmentPicker(props: EnvironmentPickerProps) {
  const { environments, refusalOf, value, onChange } = props;
  const refused = environments.flatMap(environment => {
    const refusal = refusalOf(environment);
    return refusal === undefined ? [] : [`${environment.title}: ${refusal}`];
  });
  return (
    <div className={styles.picker}>
      <Select
        label="Environment"
        isRequired
        placeholder="Choose an environment"
        options={environments.map(environment => ({
          id: environment.name,
          label: environment.title,
          description: `Takes versions in ${list.format(environment.stages)}`,
          disabled: refusalOf(environment) !== undefined,
        }))}
        value={value ?? null}
        onChange={key => key !== null && onChange(String(key))}
      />
      {refused.length > 0 && (
        <ul className={styles.reasons} aria-label="Environments that can’t be chosen">
          {refused.map(reason => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
