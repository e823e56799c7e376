import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import { withDeploymentChange, type DeploymentFilters } from './deploymentListState';

/** Changes what the list shows; the browser's history gets no entry for it. */
export function useDeploymentChange(): (change: DeploymentFilters & { limit?: number }) => void {
  const [, setSearch] = useSearchParams();
  return useCallback(
    change => setSearch(present => withDeploymentChange(present, change), { replace: true }),
    [setSearch],
  );
}
