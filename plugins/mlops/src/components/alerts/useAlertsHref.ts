import { useRouteRef } from '@backstage/frontend-plugin-api';
import { alertsRouteRef } from '../../routes';

/** The address of the page of alerts, filtered by what is given. */
export function useAlertsHref(): (filters: Record<string, string>) => string {
  const page = useRouteRef(alertsRouteRef)?.() ?? '/mlops/alerts';
  return filters => `${page}?${new URLSearchParams(filters)}`;
}
