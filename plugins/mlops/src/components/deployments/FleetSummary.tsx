import { Link } from '@backstage/ui';
import type { AnswerOf } from '@mlops-backstage/plugin-mlops-common';
import { Fragment } from 'react';
import { useSearchParams } from 'react-router-dom';
import { formatQuantity } from '../../format/numbers';
import { HEALTHS, withDeploymentChange } from './deploymentListState';
import styles from './DeploymentsPage.module.css';

/** How many deployments are how; each count is a filter. */
export function FleetSummary({ page }: { page: AnswerOf<'listDeploymentHealth'> | undefined }) {
  const [search] = useSearchParams();
  if (!page) {
    return <p className={styles.summary}>&nbsp;</p>;
  }
  const all = HEALTHS.reduce((sum, health) => sum + page.counts[health], 0);
  const present = HEALTHS.filter(health => page.counts[health] > 0);
  return (
    <p className={styles.summary}>
      {formatQuantity(all, 'deployment')}
      {present.map(health => (
        <Fragment key={health}>
          {' · '}
          <Link href={`?${withDeploymentChange(search, { health })}`}>
            {page.counts[health]} {health}
          </Link>
        </Fragment>
      ))}
      {page.truncated && '. Only the first 2,000 by name are looked at: narrow the filters.'}
    </p>
  );
}
