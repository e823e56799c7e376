import { useId, useState } from 'react';
import { formatBytes } from '../../format/numbers';
import styles from './FileField.module.css';

interface FileFieldProps {
  label: string;
  accept: string;
  description?: string;
  /** What is wrong with what was chosen. */
  problem?: string;
  isRequired?: boolean;
  onChange(file: File | undefined): void;
}

/** A file to upload. (@backstage/ui has no such field yet.) */
export function FileField(props: FileFieldProps) {
  const { label, accept, description, problem, isRequired, onChange } = props;
  const [file, setFile] = useState<File>();
  const id = useId();
  const note = problem ?? (file ? formatBytes(file.size) : description);
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {label} {isRequired && <span className={styles.required}>Required</span>}
      </label>
      <input
        id={id}
        type="file"
        accept={accept}
        aria-invalid={problem !== undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        onChange={({ target }) => {
          setFile(target.files?.[0]);
          onChange(target.files?.[0]);
        }}
      />
      {note && (
        <span id={`${id}-note`} className={styles.note} data-problem={problem !== undefined}>
          {note}
        </span>
      )}
    </div>
  );
}
