import type { DeploymentHealth } from '@mlops-backstage/plugin-mlops-common';
import { formatPsi } from '../../format/drift';
import { formatDay } from '../../format/instants';
import { formatCount } from '../../format/numbers';
import { Sparkline } from '../charts/Sparkline';
import styles from './DeploymentsPage.module.css';

/** The days that a course spans, in words. */
function spanOf(days: DeploymentHealth['days']): string {
  return `${formatDay(days[0].day)} to ${formatDay(days[days.length - 1].day)}`;
}

/** Rows of today, and the course of the last days that had any. */
export function RowsCourse({ today, days }: DeploymentHealth) {
  return (
    <span className={styles.lines}>
      <span>{today.rows === 0 ? 'None today' : `${formatCount(today.rows)} today`}</span>
      {days.length > 1 && (
        <Sparkline
          values={days.map(({ rows }) => rows)}
          label={`Rows scored on days with traffic, ${spanOf(days)}`}
        />
      )}
    </span>
  );
}

/** Mean PSI of the last day that it was measured on, and its course. */
export function DriftCourse({ days }: DeploymentHealth) {
  const measured = days.filter(({ averageDrift }) => averageDrift !== null);
  const last = measured[measured.length - 1];
  if (!last) {
    return <span className={styles.secondary}>Not measured</span>;
  }
  return (
    <span className={styles.lines}>
      <span>{formatPsi(last.averageDrift!)}</span>
      <span className={styles.secondary}>on {formatDay(last.day)}</span>
      {measured.length > 1 && (
        <Sparkline
          values={measured.map(({ averageDrift }) => averageDrift!)}
          least={0.1}
          label={`Average drift on days with traffic, ${spanOf(measured)}`}
        />
      )}
    </span>
  );
}
