import { Radio, RadioGroup, Select, Text, TextField } from '@backstage/ui';
import { FileField } from '../shared/FileField';
import styles from './ModelsPage.module.css';
import {
  ARTIFACT_PLACES,
  OUTSIDE_FORMATS,
  type ArtifactPlace,
  type RegistrationForm,
  type RegistrationProblems,
} from './registration';

const FORMAT_OPTIONS = Object.entries(OUTSIDE_FORMATS).map(([id, label]) => ({ id, label }));

interface ArtifactFieldsProps {
  form: RegistrationForm;
  problems: RegistrationProblems;
  onChange(change: Partial<RegistrationForm>): void;
}

function Upload({ problems, onChange }: ArtifactFieldsProps) {
  return (
    <>
      <FileField
        label="ONNX file"
        accept=".onnx"
        isRequired
        problem={problems.artifact}
        onChange={artifact => onChange({ artifact })}
      />
      <FileField
        label="Reference data"
        accept=".parquet,.csv"
        description="Optional. Parquet or CSV with one column an input; drift is measured against it."
        problem={problems.reference}
        onChange={reference => onChange({ reference })}
      />
    </>
  );
}

function Url({ form, problems, onChange }: ArtifactFieldsProps) {
  return (
    <>
      <TextField
        label="URL of the ONNX file"
        isRequired
        placeholder="https://… or s3://…"
        value={form.url}
        isInvalid={problems.url !== undefined}
        description={
          problems.url ??
          'Fetched once, now, by the backend, from hosts that it is allowed to read.'
        }
        onChange={url => onChange({ url })}
      />
      <TextField
        label="URL of the reference data"
        placeholder="https://… or s3://…"
        value={form.referenceUrl}
        isInvalid={problems.referenceUrl !== undefined}
        description={
          problems.referenceUrl ??
          'Optional. Parquet or CSV with one column an input; drift is measured against it.'
        }
        onChange={referenceUrl => onChange({ referenceUrl })}
      />
    </>
  );
}

function Outside({ form, problems, onChange }: ArtifactFieldsProps) {
  return (
    <>
      <Text as="p" variant="body-small" color="secondary" className={styles.explanation}>
        The registry keeps only this description, for outside targets (MLflow, KServe, SageMaker…)
        that read the artifact themselves. It can’t be served by the embedded target.
      </Text>
      <Select
        label="Format"
        options={FORMAT_OPTIONS}
        value={form.format}
        onChange={format => onChange({ format: format as RegistrationForm['format'] })}
      />
      <TextField
        label="URI"
        isRequired
        placeholder="s3://models/churn/7/model.pkl"
        value={form.uri}
        isInvalid={problems.uri !== undefined}
        description={problems.uri ?? 'Where outside targets find the artifact.'}
        onChange={uri => onChange({ uri })}
      />
      <TextField
        label="SHA-256 digest"
        isRequired={form.format !== 'container-image'}
        placeholder="sha256:…"
        value={form.digest}
        isInvalid={problems.digest !== undefined}
        description={
          problems.digest ?? 'What sha256sum prints of the file. It tells versions apart.'
        }
        onChange={digest => onChange({ digest })}
      />
      <TextField
        label="Size in bytes"
        inputMode="numeric"
        value={form.sizeBytes}
        isInvalid={problems.sizeBytes !== undefined}
        description={problems.sizeBytes}
        onChange={sizeBytes => onChange({ sizeBytes })}
      />
    </>
  );
}

function NoVersion() {
  return (
    <Text as="p" variant="body-small" color="secondary" className={styles.explanation}>
      Only the model is registered, with its owner, so that others find it. Versions come later,
      from a pipeline through the API.
    </Text>
  );
}

const FIELDS: Record<ArtifactPlace, (props: ArtifactFieldsProps) => JSX.Element> = {
  upload: Upload,
  url: Url,
  outside: Outside,
  none: NoVersion,
};

/** Where the artifact of the first version is, and what has to be known of it there. */
export function ArtifactFields(props: ArtifactFieldsProps) {
  const { form, onChange } = props;
  const Fields = FIELDS[form.place];
  return (
    <>
      <RadioGroup
        label="Artifact"
        value={form.place}
        onChange={place =>
          onChange({ place: place as ArtifactPlace, artifact: undefined, reference: undefined })
        }
      >
        {Object.entries(ARTIFACT_PLACES).map(([place, label]) => (
          <Radio key={place} value={place}>
            {label}
          </Radio>
        ))}
      </RadioGroup>
      <Fields {...props} />
    </>
  );
}
