import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { Deployment } from '@mlops-backstage/plugin-mlops-common';
import { CopyButton } from '../shared/CopyButton';
import { labelsCommand, predictionsCommand } from './commands';
import styles from './Performance.module.css';

interface LabelsHelpProps {
  deployment: Deployment;
  /** The column that labels may come by. */
  keyColumn: string | null;
  /** Whether any predictions are logged. */
  hasPredictions: boolean;
}

/** What an answer is known by. */
const idOf = ({ target }: Deployment) =>
  target === 'external'
    ? 'the id that each prediction was told with'
    : 'the header x-prediction-id of each answer';

/** How labels get here, and predictions where nothing is served here. */
export function LabelsHelp({ deployment, keyColumn, hasPredictions }: LabelsHelpProps) {
  const backend = useApi(configApiRef).getString('backend.baseUrl');
  return (
    <div className={styles.help}>
      {deployment.target === 'external' && !hasPredictions && (
        <Command
          title="Tell what the model answered"
          text={predictionsCommand(backend, deployment.name)}
        />
      )}
      <Command
        title={`Tell what came true, by ${keyColumn ?? idOf(deployment)}`}
        text={labelsCommand(backend, deployment.name, keyColumn)}
      />
    </div>
  );
}

function Command({ title, text }: { title: string; text: string }) {
  return (
    <div className={styles.command}>
      <div className={styles.commandBar}>
        {title}
        <CopyButton text={text} label="Copy the command" />
      </div>
      {/* A region that scrolls has to be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0}>{text}</pre>
    </div>
  );
}
