import { useRouteRef } from '@backstage/frontend-plugin-api';
import { approvalsRouteRef } from '../../routes';

/** The address of a request for approval. */
export function useApprovalHref(): (approval: string) => string {
  const page = useRouteRef(approvalsRouteRef)?.() ?? '/mlops/approvals';
  return approval => `${page}?approval=${approval}`;
}
