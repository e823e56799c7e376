import { createRouteRef, createSubRouteRef } from '@backstage/frontend-plugin-api';

/** The page "ML models". */
export const rootRouteRef = createRouteRef();

/** Versions beside each other; its query names them. */
export const compareRouteRef = createSubRouteRef({ parent: rootRouteRef, path: '/compare' });

/** The audit trail; its query holds the filters. */
export const auditRouteRef = createSubRouteRef({ parent: rootRouteRef, path: '/audit' });
