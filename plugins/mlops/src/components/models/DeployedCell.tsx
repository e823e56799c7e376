import type { ModelSummary } from '@mlops-backstage/plugin-mlops-common';
import { useLifecyclePolicy } from '../../queries/lifecyclePolicy';
import { environmentTitle } from '../serving/byEnvironment';
import { nearestToProduction } from '../serving/nearestToProduction';
import { DeploymentStatusWord } from '../shared/StatusWord';
import styles from './ModelsPage.module.css';

const MOST_SHOWN = 3;

/** The endpoints of a model, the one nearest to production first: whether they serve, what, and where. */
export function DeployedCell({ model: { deployments } }: { model: ModelSummary }) {
  const environments = useLifecyclePolicy().data?.environments ?? [];
  if (deployments.length === 0) {
    return <span className={styles.secondary}>Not deployed</span>;
  }
  const more = deployments.length - MOST_SHOWN;
  return (
    <span className={styles.lines}>
      {nearestToProduction(deployments, environments)
        .slice(0, MOST_SHOWN)
        .map(({ name, status, version, target, environment }) => (
          <span key={name} className={styles.lines} title={name}>
            <DeploymentStatusWord status={status} target={target} />
            <span className={styles.secondary}>
              {[
                version !== undefined && `v${version}`,
                environment && environmentTitle(environments, environment),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
        ))}
      {more > 0 && <span className={styles.secondary}>+{more} more</span>}
    </span>
  );
}
