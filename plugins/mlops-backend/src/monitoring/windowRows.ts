import type { StoredWindow, Window } from './Window';

/** The columns of a window's key, in the order of its index. */
export const KEY = ['deployment', 'window_start', 'version', 'role'];

export type WindowKey = Pick<Window, 'deployment' | 'windowStart' | 'version' | 'role'>;

export const keyRow = ({ deployment, windowStart, version, role }: WindowKey) => ({
  deployment,
  window_start: windowStart,
  version,
  role,
});

export const keyOf = (row: any): WindowKey => ({
  deployment: row.deployment,
  windowStart: Number(row.window_start),
  version: row.version,
  role: row.role,
});

/** One text for one key: no name has a space. */
export const keyText = ({ deployment, windowStart, version, role }: WindowKey) =>
  `${deployment} ${String(windowStart).padStart(16, '0')} ${version} ${role}`;

export const toRow = (window: StoredWindow) => ({
  ...keyRow(window),
  span_ms: window.spanMs,
  updated_at: window.updatedAt,
  requests: window.requests,
  rows: window.rows,
  errors: window.errors,
  failures: window.failures,
  shadow_dropped: window.shadowDropped,
  dropped: window.dropped ?? 0,
  latency: Buffer.from(window.latency),
  profile: window.profile ?? null,
});

export const fromRow = (row: any): StoredWindow => ({
  ...keyOf(row),
  spanMs: Number(row.span_ms),
  updatedAt: Number(row.updated_at),
  requests: Number(row.requests),
  rows: Number(row.rows),
  errors: Number(row.errors),
  failures: Number(row.failures),
  shadowDropped: Number(row.shadow_dropped),
  dropped: Number(row.dropped),
  latency: new Uint8Array(row.latency),
  profile: row.profile ?? undefined,
});
