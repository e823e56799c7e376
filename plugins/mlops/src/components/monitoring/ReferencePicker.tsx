import { Select } from '@backstage/ui';
import { Day } from './Day';
import { isWhole, type DriftReference } from './driftReference';
import styles from './Monitoring.module.css';

const OPTIONS = [
  { id: 'training', label: 'Training data' },
  { id: 'window', label: 'What was answered from … to …' },
];

interface ReferencePickerProps {
  reference: DriftReference;
  onChange(reference: DriftReference): void;
}

/** What traffic is compared with. */
export function ReferencePicker({ reference, onChange }: ReferencePickerProps) {
  return (
    <div className={styles.controls}>
      <Select
        label="Compared with"
        options={OPTIONS}
        value={reference.kind}
        onChange={key => onChange({ kind: key as DriftReference['kind'] })}
      />
      {reference.kind === 'window' && (
        <div className={styles.days}>
          <Day
            label="From"
            value={reference.from}
            max={reference.to}
            onChange={from => onChange({ ...reference, from })}
          />
          <Day
            label="To, included"
            value={reference.to}
            min={reference.from}
            onChange={to => onChange({ ...reference, to })}
          />
        </div>
      )}
      {!isWhole(reference) && (
        <p className={styles.note}>
          Compared with the training data until both days are given, the first one first.
        </p>
      )}
    </div>
  );
}
