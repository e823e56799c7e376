import type { Health } from '@mlops-backstage/plugin-mlops-common';
import type { HealthListQuery } from '../../queries/monitoring';

export const PAGE_SIZES = [10, 25, 50, 100];
const DEFAULT_PAGE_SIZE = 25;
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_SEARCH = 63;
const LONGEST_ENVIRONMENT = 40;

/** From the worst on. */
export const HEALTHS: readonly Health[] = ['offline', 'alerting', 'drifting', 'silent', 'fine'];

/** The filters of the page. */
export interface DeploymentFilters {
  search?: string;
  environment?: string;
  health?: Health;
}

/** Reads from the URL what the backend is asked for by. What it would refuse is left out. */
export function deploymentQueryFrom(search: URLSearchParams): HealthListQuery {
  const words = search.get('search')?.trim().toLocaleLowerCase('en-US');
  const environment = search.get('environment') ?? '';
  const health = HEALTHS.find(one => one === search.get('health'));
  const limit = Number(search.get('limit'));
  const cursors = search.getAll('cursor');
  return {
    ...(words && words.length <= LONGEST_SEARCH && { search: words }),
    ...(NAME.test(environment) && environment.length <= LONGEST_ENVIRONMENT && { environment }),
    ...(health && { health }),
    limit: PAGE_SIZES.includes(limit) ? limit : DEFAULT_PAGE_SIZE,
    ...(cursors.length > 0 && { cursor: cursors[cursors.length - 1] }),
  };
}

/** Changes filters or the size of pages in the URL. The list then starts again from its first page. */
export function withDeploymentChange(
  search: URLSearchParams,
  change: DeploymentFilters & { limit?: number },
): URLSearchParams {
  const next = new URLSearchParams(search);
  next.delete('cursor');
  for (const [name, value] of Object.entries(change)) {
    next.delete(name);
    if (value !== undefined && value !== '') {
      next.set(name, String(value));
    }
  }
  return next;
}

export const isFiltered = ({ search, environment, health }: HealthListQuery): boolean =>
  search !== undefined || environment !== undefined || health !== undefined;
