import { Progress, useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Container, Link } from '@backstage/ui';
import { mlopsAuditReadPermission } from '@mlops-backstage/plugin-mlops-common';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { auditRouteRef, rootRouteRef } from '../../routes';
import { ModelsPage } from './ModelsPage';
import styles from './ModelsPages.module.css';

const AuditPage = lazy(() =>
  import('../audit/AuditPage').then(module => ({ default: module.AuditPage })),
);
const ComparePage = lazy(() =>
  import('../compare/ComparePage').then(module => ({ default: module.ComparePage })),
);

/** The page "ML models" with what lies below its address. */
export function ModelsPages() {
  return (
    <Suspense fallback={<Progress />}>
      <Routes>
        <Route path="/compare" element={<ComparePage />} />
        <Route
          path="/audit"
          element={
            <>
              <Tabs current="audit" />
              <AuditPage />
            </>
          }
        />
        <Route
          path="*"
          element={
            <>
              <Tabs current="models" />
              <ModelsPage />
            </>
          }
        />
      </Routes>
    </Suspense>
  );
}

/** The parts of the page, as links; a part that the person may not see isn't among them. */
function Tabs({ current }: { current: 'models' | 'audit' }) {
  const models = useRouteRef(rootRouteRef)?.() ?? '/mlops';
  const audit = useRouteRef(auditRouteRef)?.() ?? '/mlops/audit';
  const { allowed } = usePermission({ permission: mlopsAuditReadPermission });
  const tabs = [
    { id: 'models', label: 'Models', href: models },
    ...(allowed ? [{ id: 'audit', label: 'Audit', href: audit }] : []),
  ];
  return (
    <Container className={styles.top}>
      <nav aria-label="Parts of ML models">
        <ul className={styles.tabs}>
          {tabs.map(({ id, label, href }) => (
            <li key={id}>
              <Link
                href={href}
                standalone
                className={styles.tab}
                aria-current={id === current ? 'page' : undefined}
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </Container>
  );
}
