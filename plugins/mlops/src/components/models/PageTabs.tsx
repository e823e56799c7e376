import { useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Container, Link } from '@backstage/ui';
import { mlopsAuditReadPermission } from '@mlops-backstage/plugin-mlops-common';
import { formatAmount } from '../../format/numbers';
import { useWaitingCount } from '../../queries/approvals';
import {
  alertsRouteRef,
  approvalsRouteRef,
  auditRouteRef,
  deploymentsRouteRef,
  rootRouteRef,
} from '../../routes';
import styles from './ModelsPages.module.css';

export type PageTab = 'models' | 'deployments' | 'approvals' | 'alerts' | 'audit';

/** The parts of the page, as links; a part that the person may not see isn't among them. */
export function PageTabs({ current }: { current: PageTab }) {
  const models = useRouteRef(rootRouteRef)?.() ?? '/mlops';
  const deployments = useRouteRef(deploymentsRouteRef)?.() ?? '/mlops/deployments';
  const approvals = useRouteRef(approvalsRouteRef)?.() ?? '/mlops/approvals';
  const alerts = useRouteRef(alertsRouteRef)?.() ?? '/mlops/alerts';
  const audit = useRouteRef(auditRouteRef)?.() ?? '/mlops/audit';
  const { allowed } = usePermission({ permission: mlopsAuditReadPermission });
  const waiting = useWaitingCount().data;
  const tabs = [
    { id: 'models', label: 'Models', href: models },
    { id: 'deployments', label: 'Deployments', href: deployments },
    { id: 'approvals', label: 'Approvals', href: approvals, waiting },
    { id: 'alerts', label: 'Alerts', href: alerts },
    ...(allowed ? [{ id: 'audit', label: 'Audit', href: audit }] : []),
  ];
  return (
    <Container className={styles.top}>
      <nav aria-label="Parts of ML models">
        <ul className={styles.tabs}>
          {tabs.map(({ id, label, href, waiting: count }) => (
            <li key={id}>
              <Link
                href={href}
                standalone
                className={styles.tab}
                aria-current={id === current ? 'page' : undefined}
                aria-label={
                  count?.value ? `${label}: ${formatAmount(count)} waiting for you` : undefined
                }
              >
                {label}
                {count !== undefined && count.value > 0 && (
                  <span className={styles.count}>
                    {count.value}
                    {!count.isExact && '+'}
                  </span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </Container>
  );
}
