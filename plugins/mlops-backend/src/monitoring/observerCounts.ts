import type { AnsweredCount } from '@mlops-backstage/model-server';
import type { Knex } from 'knex';
import type { Window } from './Window';

const KEY = ['observer_id', 'deployment', 'version', 'role'];

/**
 * Adds to what a process has stored, of each version. In the transaction that stores it, so that the two never differ.
 *
 * @param observer - the process
 */
export async function addToCounts(
  transaction: Knex.Transaction,
  observer: string,
  counts: readonly AnsweredCount[],
): Promise<void> {
  const rows = new Map<string, Record<string, string | number>>();
  for (const { deployment, version, role, requests } of counts) {
    // No name has a space.
    const key = `${deployment} ${version} ${role}`;
    const before = Number(rows.get(key)?.requests ?? 0);
    rows.set(key, {
      observer_id: observer,
      deployment,
      version: Number(version),
      role,
      requests: before + requests,
    });
  }
  if (rows.size === 0) {
    return;
  }
  // In one order, so that what is stored and what is lost at the same time never wait for each other's rows.
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  await transaction('observer_counts')
    .insert(sorted)
    .onConflict(KEY)
    .merge({ requests: transaction.raw('observer_counts.requests + excluded.requests') });
}

/** What is stored with windows: those of which nothing but their number is kept are stored, too. */
export function countsOf(windows: readonly Window[]): AnsweredCount[] {
  return windows.map(({ deployment, version, role, requests, dropped = 0 }) => ({
    deployment,
    version: String(version),
    role,
    requests: requests + dropped,
  }));
}

/** What a process has stored, of each version. */
export async function readCounts(
  transaction: Knex.Transaction,
  observer: string,
): Promise<AnsweredCount[]> {
  const rows = await transaction('observer_counts').where({ observer_id: observer });
  return rows.map(({ deployment, version, role, requests }) => ({
    deployment,
    version: String(version),
    role,
    requests: Number(requests),
  }));
}
