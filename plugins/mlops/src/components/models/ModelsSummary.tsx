import { Text } from '@backstage/ui';
import { formatQuantity } from '../../format/numbers';
import { useModelCount } from '../../queries/models';
import styles from './ModelsPage.module.css';

/** How many models there are, whatever the filters say. */
export function ModelsSummary() {
  const all = useModelCount({});
  const deployed = useModelCount({ deployed: true });
  const production = useModelCount({ stage: ['Production'] });
  if (all.data === undefined || deployed.data === undefined || production.data === undefined) {
    return <div className={styles.summary}>&nbsp;</div>;
  }
  return (
    <Text as="p" className={styles.summary}>
      {formatQuantity(all.data, 'model')} · {deployed.data} deployed · {production.data} in
      production
    </Text>
  );
}
