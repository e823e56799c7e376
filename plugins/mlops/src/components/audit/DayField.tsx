import { useEffect, useState } from 'react';
import styles from './Audit.module.css';

interface DayFieldProps {
  label: string;
  /** `2026-01-31` */
  value: string | undefined;
  min?: string;
  max?: string;
  onChange(day: string | undefined): void;
}

/** A day by the browser's own field: it works in days, without a time zone. */
export function DayField({ label, value, min, max, onChange }: DayFieldProps) {
  const [day, setDay] = useState(value ?? '');
  useEffect(() => setDay(value ?? ''), [value]);
  return (
    <label className={styles.day}>
      {label}
      <input
        type="date"
        value={day}
        min={min}
        max={max}
        onChange={({ target }) => {
          setDay(target.value);
          // While a year is typed its first digits make a year too.
          if (target.value === '' || /^(19|20)/.test(target.value)) {
            onChange(target.value || undefined);
          }
        }}
      />
    </label>
  );
}
