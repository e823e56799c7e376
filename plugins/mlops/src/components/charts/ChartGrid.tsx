import type { ReactNode } from 'react';
import styles from './ChartFrame.module.css';

/** Charts side by side where there is room; titles, notes and plots of a row start at the same heights. */
export function ChartGrid({ children }: { children: ReactNode }) {
  return <div className={styles.grid}>{children}</div>;
}
