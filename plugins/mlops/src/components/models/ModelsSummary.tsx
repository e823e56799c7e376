import { Link } from '@backstage/ui';
import { formatAmount, type Count } from '../../format/numbers';
import { useModelCount } from '../../queries/models';
import styles from './ModelsPage.module.css';

const models = (count: Count) =>
  `${formatAmount(count)} ${count.value === 1 && count.isExact ? 'model' : 'models'}`;

/** How many models there are, whatever the filters say; each count is a filter. */
export function ModelsSummary() {
  const all = useModelCount({});
  const deployed = useModelCount({ deployed: true });
  const production = useModelCount({ stage: ['Production'] });
  if (!all.data || !deployed.data || !production.data) {
    return <div className={styles.summary}>&nbsp;</div>;
  }
  return (
    <p className={styles.summary}>
      {models(all.data)} · <Link href="?deployed=true">{formatAmount(deployed.data)} deployed</Link>{' '}
      · <Link href="?stage=Production">{formatAmount(production.data)} in production</Link>
    </p>
  );
}
