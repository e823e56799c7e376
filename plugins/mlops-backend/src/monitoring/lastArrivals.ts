import type { Knex } from 'knex';

/**
 * When the last request of each deployment that had any was stored, whatever time it was of; milliseconds since 1970, UTC. One row of an index a
 * deployment.
 */
export async function lastArrivals(database: Knex): Promise<Map<string, number>> {
  const rows: Array<{ name: string; last: number | string | null }> = await database(
    'deployments',
  ).select('name', {
    last: database('windows')
      .max('updated_at')
      .where('windows.deployment', database.ref('deployments.name')),
  } as any);
  return new Map(
    rows.flatMap(({ name, last }) => (last === null ? [] : [[name, Number(last)] as const])),
  );
}
