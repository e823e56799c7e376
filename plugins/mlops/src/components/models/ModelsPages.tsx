import { Progress } from '@backstage/frontend-plugin-api';
import { lazy, Suspense, type ReactNode } from 'react';
import { Route, Routes } from 'react-router-dom';
import { ModelsPage } from './ModelsPage';
import { PageTabs, type PageTab } from './PageTabs';

const AlertsPage = lazy(() =>
  import('../alerts/AlertsPage').then(module => ({ default: module.AlertsPage })),
);
const ApprovalsPage = lazy(() =>
  import('../approvals/ApprovalsPage').then(module => ({ default: module.ApprovalsPage })),
);
const AuditPage = lazy(() =>
  import('../audit/AuditPage').then(module => ({ default: module.AuditPage })),
);
const DeploymentsPage = lazy(() =>
  import('../deployments/DeploymentsPage').then(module => ({ default: module.DeploymentsPage })),
);
const ComparePage = lazy(() =>
  import('../compare/ComparePage').then(module => ({ default: module.ComparePage })),
);

const withTabs = (current: PageTab, page: ReactNode) => (
  <>
    <PageTabs current={current} />
    {page}
  </>
);

/** The page "ML models" with what lies below its address. */
export function ModelsPages() {
  return (
    <Suspense fallback={<Progress />}>
      <Routes>
        <Route path="/compare" element={<ComparePage />} />
        <Route path="/deployments" element={withTabs('deployments', <DeploymentsPage />)} />
        <Route path="/approvals" element={withTabs('approvals', <ApprovalsPage />)} />
        <Route path="/alerts" element={withTabs('alerts', <AlertsPage />)} />
        <Route path="/audit" element={withTabs('audit', <AuditPage />)} />
        <Route path="*" element={withTabs('models', <ModelsPage />)} />
      </Routes>
    </Suspense>
  );
}
