import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The page "ML models". */
export const rootRouteRef = createRouteRef();
