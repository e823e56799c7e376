import { Badge } from '@backstage/ui';
import styles from './Chips.module.css';

/** Short names beside each other, such as aliases or tags. */
export function Chips({ label, names }: { label: string; names: readonly string[] }) {
  return (
    <ul className={styles.chips} aria-label={label}>
      {names.map(name => (
        <li key={name}>
          <Badge className={styles.chip} title={name}>
            {name}
          </Badge>
        </li>
      ))}
    </ul>
  );
}
