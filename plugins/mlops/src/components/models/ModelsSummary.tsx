import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { formatAmount, type Count } from '../../format/numbers';
import { useWaitingCount } from '../../queries/approvals';
import { useModelCount } from '../../queries/models';
import { approvalsRouteRef } from '../../routes';
import { SEVERITIES } from '../shared/SeverityWord';
import styles from './ModelsPage.module.css';

const WITH_ALERTS = SEVERITIES.map(severity => `alert=${severity}`).join('&');

const models = (count: Count) =>
  `${formatAmount(count)} ${count.value === 1 && count.isExact ? 'model' : 'models'}`;

/** How many models there are, whatever the filters say; each count is a filter. */
export function ModelsSummary() {
  const all = useModelCount({});
  const deployed = useModelCount({ deployed: true });
  const production = useModelCount({ stage: ['Production'] });
  const alerting = useModelCount({ alert: SEVERITIES });
  if (!all.data || !deployed.data || !production.data) {
    return <div className={styles.summary}>&nbsp;</div>;
  }
  return (
    <p className={styles.summary}>
      {models(all.data)} · <Link href="?deployed=true">{formatAmount(deployed.data)} deployed</Link>{' '}
      · <Link href="?stage=Production">{formatAmount(production.data)} in production</Link>
      {alerting.data && alerting.data.value > 0 && (
        <>
          {' '}
          · <Link href={`?${WITH_ALERTS}`}>{formatAmount(alerting.data)} with alerts</Link>
        </>
      )}
      <Waiting />
    </p>
  );
}

/** What waits for the decision of whoever looks; nothing, when nothing does. */
function Waiting() {
  const waiting = useWaitingCount().data;
  const approvals = useRouteRef(approvalsRouteRef)?.() ?? '/mlops/approvals';
  return waiting && waiting.value > 0 ? (
    <>
      {' '}
      · <Link href={approvals}>{formatAmount(waiting)} waiting for your approval</Link>
    </>
  ) : null;
}
