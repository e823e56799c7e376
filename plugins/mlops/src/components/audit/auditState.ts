import type { AuditEvent } from '@mlops-backstage/plugin-mlops-common';
import type { AuditQuery } from '../../queries/audit';
import { isModelName } from '../shared/modelName';

export const PAGE_SIZES = [25, 50, 100];
const DEFAULT_PAGE_SIZE = 25;

/** The first parts of what can be done, by which the trail is filtered; of each the name of its group. */
export const ACTION_GROUPS: Record<string, string> = {
  model: 'Models',
  version: 'Versions',
  alias: 'Aliases',
  card: 'Model cards',
  evaluation: 'Evaluations',
  gates: 'Gates',
  approval: 'Approvals',
  deployment: 'Deployments',
  token: 'Tokens',
  alert: 'Alerts',
  retraining: 'Retraining',
  audit: 'Audit trail',
};

/** What narrows the list of events down. */
export interface AuditFilters {
  actor?: string;
  /** An action, or the beginning of one up to a point. */
  action?: string;
  model?: string;
  outcome?: AuditEvent['outcome'];
  /** The first and the last day, `2026-01-31`, in UTC. */
  from?: string;
  to?: string;
}

/** What the page shows, all of which the URL holds. */
export interface AuditState {
  filters: AuditFilters;
  limit: number;
  cursor: string | undefined;
  /** Places of the events that are expanded. */
  open: number[];
  /** The place that is pointed at. */
  pointed: number | undefined;
}

const FILTERS = ['actor', 'action', 'model', 'outcome', 'from', 'to'] as const;
const ACTION = /^[a-z]+(\.[a-z]+)*$/;
const DAY = /^(19|20)\d\d-\d\d-\d\d$/;
const DAY_MS = 86_400_000;

export const isActor = (text: string) => text.length > 0 && text.length <= 200;
export const isAction = (text: string) => ACTION.test(text) && text.length <= 60;

function isDay(text: string): boolean {
  const time = DAY.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const IS_VALID: Record<(typeof FILTERS)[number], (text: string) => boolean> = {
  actor: isActor,
  action: isAction,
  model: isModelName,
  outcome: text => text === 'done' || text === 'denied',
  from: isDay,
  to: isDay,
};

const isPlace = (place: number) => Number.isSafeInteger(place) && place > 0;

/** Reads the state from the URL. What the backend would refuse is left out. */
export function auditStateFrom(search: URLSearchParams): AuditState {
  const filters = Object.fromEntries(
    FILTERS.flatMap(name => {
      const value = search.get(name);
      return value !== null && IS_VALID[name](value) ? [[name, value]] : [];
    }),
  );
  const cursors = search.getAll('cursor');
  const limit = Number(search.get('limit'));
  const pointed = Number(search.get('event'));
  return {
    filters,
    limit: PAGE_SIZES.includes(limit) ? limit : DEFAULT_PAGE_SIZE,
    cursor: cursors[cursors.length - 1],
    open: [...new Set(search.getAll('open').map(Number))].filter(isPlace),
    pointed: isPlace(pointed) ? pointed : undefined,
  };
}

/** What the backend is asked for by. The last day is included, which the end of the contract's range is not. */
export function auditQueryOf({ from, to, ...filters }: AuditFilters): AuditQuery {
  return {
    ...filters,
    ...(from && { from: `${from}T00:00:00.000Z` }),
    ...(to && { to: new Date(Date.parse(to) + DAY_MS).toISOString() }),
  };
}

/** Changes filters or the size of pages in the URL. The list then starts again from its first page. */
export function withAuditChange(
  search: URLSearchParams,
  change: AuditFilters & { limit?: number },
): URLSearchParams {
  const next = new URLSearchParams(search);
  ['cursor', 'open', 'event'].forEach(name => next.delete(name));
  for (const [name, value] of Object.entries(change)) {
    next.delete(name);
    if (value !== undefined && value !== '') {
      next.set(name, String(value));
    }
  }
  return next;
}

export function withoutAuditFilters(search: URLSearchParams): URLSearchParams {
  return withAuditChange(search, Object.fromEntries(FILTERS.map(name => [name, undefined])));
}

/** Expands an event, or closes it. */
export function withOpen(search: URLSearchParams, seq: number, isOpen: boolean): URLSearchParams {
  const next = new URLSearchParams(search);
  const others = search.getAll('open').filter(each => each !== String(seq));
  next.delete('open');
  [...others, ...(isOpen ? [String(seq)] : [])].forEach(each => next.append('open', each));
  return next;
}

/** The list without filters from a place on, with the event there expanded. */
export function pointingAt(seq: number, cursor: string | undefined): URLSearchParams {
  const next = new URLSearchParams({ event: String(seq), open: String(seq) });
  if (cursor !== undefined) {
    next.set('cursor', cursor);
  }
  return next;
}

export function isFiltered(filters: AuditFilters): boolean {
  return FILTERS.some(name => filters[name] !== undefined);
}

/** Who is meant: a name alone is taken for that of a person in the default namespace. */
export function actorOf(text: string): string {
  return text === '' || text.includes(':') ? text : `user:default/${text}`;
}
