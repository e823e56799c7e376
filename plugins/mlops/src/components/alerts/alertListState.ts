import type { AlertSeverity, AlertState } from '@mlops-backstage/plugin-mlops-common';
import { isModelName } from '../shared/modelName';
import { SEVERITIES } from '../shared/SeverityWord';

/** What narrows the alerts down, all of which the URL holds. */
export interface AlertFilters {
  severity: AlertSeverity[];
  /** Undefined for those that aren't resolved, the open ones first. */
  state: AlertState | undefined;
  model: string | undefined;
}

export const ALERT_STATES: Record<AlertState, string> = {
  open: 'Open',
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
};

const ALERT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The alert that the URL names, as links in notifications do. */
export function alertIdFrom(search: URLSearchParams): string | undefined {
  const id = search.get('alert') ?? '';
  return ALERT_ID.test(id) ? id : undefined;
}

/** Reads the filters from the URL. What the backend would refuse is left out. */
export function alertFiltersFrom(search: URLSearchParams): AlertFilters {
  const state = search.get('state') ?? '';
  const model = search.get('model') ?? '';
  return {
    severity: SEVERITIES.filter(severity => search.getAll('severity').includes(severity)),
    state: Object.hasOwn(ALERT_STATES, state) ? (state as AlertState) : undefined,
    model: isModelName(model) ? model : undefined,
  };
}

/** Changes filters in the URL. The lists then start again from their first pages. */
export function withAlertFilters(
  search: URLSearchParams,
  change: Partial<AlertFilters>,
): URLSearchParams {
  const next = new URLSearchParams(search);
  Object.keys(ALERT_STATES).forEach(state => next.delete(`${state}Cursor`));
  for (const [name, value] of Object.entries(change)) {
    next.delete(name);
    [value].flat().forEach(each => each && next.append(name, each));
  }
  return next;
}

export const isFiltered = ({ severity, state, model }: AlertFilters) =>
  severity.length > 0 || state !== undefined || model !== undefined;
