import type { GateResult } from '@mlops-backstage/plugin-mlops-common';
import { StatusWord, type Tone } from '../shared/StatusWord';
import styles from './Lifecycle.module.css';

const STATES: Record<GateResult['state'], [Tone, string]> = {
  passed: ['good', 'Passed'],
  failed: ['bad', 'Failed'],
  deferred: ['idle', 'Checked when moved'],
};

const GATES: Record<GateResult['gate'], string> = {
  approvals: 'Approvals',
  metric: 'Metric',
  evaluation: 'Evaluation',
  card: 'Model card',
  digest: 'Artifact',
  alerts: 'Alerts',
};

/** What a version has to meet before it enters a stage, and whether it does. */
export function GateList({ gates }: { gates: readonly GateResult[] }) {
  if (gates.length === 0) {
    return <p className={styles.note}>No gate stands before this stage.</p>;
  }
  return (
    <ul className={styles.gates} aria-label="Gates">
      {gates.map(({ gate, state, source, message }, index) => {
        const [tone, word] = STATES[state];
        return (
          <li key={index} className={styles.gate}>
            <StatusWord tone={tone}>{word}</StatusWord>
            <span className={styles.gateWords}>
              <strong>{GATES[gate]}</strong>
              <span>{message}</span>
              {source === 'model' && <span className={styles.note}>Added for this model</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
