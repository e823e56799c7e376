import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PolicyReviewer } from '@mlops-backstage/plugin-mlops-node';

/** What is decided in a portal that has `permission.enabled` unset: everybody may do everything. */
export const permissionsOff: PolicyReviewer = {
  decide: async () => ({
    decision: { result: AuthorizeResult.ALLOW },
    because: 'Permissions are turned off in this portal',
  }),
};
