import styles from './Monitoring.module.css';

interface DayProps {
  label: string;
  value: string | undefined;
  min?: string;
  max?: string;
  onChange(day: string | undefined): void;
}

/** A day by the browser's own field: it works in days, without a time zone. */
export function Day({ label, value, min, max, onChange }: DayProps) {
  return (
    <label className={styles.day}>
      {label}
      <input
        type="date"
        value={value ?? ''}
        min={min}
        max={max}
        onChange={({ target }) => onChange(target.value || undefined)}
      />
    </label>
  );
}
