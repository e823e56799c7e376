import { createRouteRef, createSubRouteRef } from '@backstage/frontend-plugin-api';

/** The page "ML models". */
export const rootRouteRef = createRouteRef();

/** Versions beside each other; its query names them. */
export const compareRouteRef = createSubRouteRef({ parent: rootRouteRef, path: '/compare' });

/** The endpoints of all models; its query holds the filters. */
export const deploymentsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/deployments',
});

/** Requests for approval; its query holds which one is shown. */
export const approvalsRouteRef = createSubRouteRef({ parent: rootRouteRef, path: '/approvals' });

/** What is wrong with models; its query holds the filters. */
export const alertsRouteRef = createSubRouteRef({ parent: rootRouteRef, path: '/alerts' });

/** The audit trail; its query holds the filters. */
export const auditRouteRef = createSubRouteRef({ parent: rootRouteRef, path: '/audit' });
