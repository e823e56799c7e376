import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { Deployment } from '@mlops-backstage/plugin-mlops-common';
import { isServedElsewhere } from '../shared/servedElsewhere';
import { Command } from './Command';
import { labelsCommand } from './commands';
import styles from './Performance.module.css';
import { PredictionsCommand } from './PredictionsCommand';

interface LabelsHelpProps {
  deployment: Deployment;
  /** The column that labels may come by. */
  keyColumn: string | null;
  /** Whether any predictions are logged. */
  hasPredictions: boolean;
}

/** What an answer is known by. */
const idOf = (deployment: Deployment) =>
  isServedElsewhere(deployment)
    ? 'the id that each prediction was told with'
    : 'the header x-prediction-id of each answer';

/** How labels get here, and predictions where nothing is served here. */
export function LabelsHelp({ deployment, keyColumn, hasPredictions }: LabelsHelpProps) {
  const backend = useApi(configApiRef).getString('backend.baseUrl');
  return (
    <div className={styles.help}>
      {isServedElsewhere(deployment) && !hasPredictions && (
        <PredictionsCommand deployment={deployment.name} />
      )}
      <Command
        title={`Tell what came true, by ${keyColumn ?? idOf(deployment)}`}
        text={labelsCommand(backend, deployment.name, keyColumn)}
      />
    </div>
  );
}
