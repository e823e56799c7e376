import type { FollowedStage } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { Configuration } from './Configuration';
import type { DeploymentRow } from './DeploymentRow';

const configurationFrom = (row: any): Configuration => ({
  version: row.version,
  canary:
    row.canary_version === null
      ? null
      : { version: row.canary_version, weight: Number(row.canary_weight) },
  challengers: JSON.parse(row.challengers),
  follow: row.follow as FollowedStage | null,
  bakeLimits: row.bake_limits === null ? null : JSON.parse(row.bake_limits),
});

/** A configuration as its columns. */
export const toColumns = ({ version, canary, challengers, follow, bakeLimits }: Configuration) => ({
  version,
  canary_version: canary?.version ?? null,
  canary_weight: canary?.weight ?? null,
  challengers: JSON.stringify(challengers),
  follow,
  bake_limits: bakeLimits && JSON.stringify(bakeLimits),
});

/** A row of the database with its configuration in place of the columns that hold it. */
export function withConfiguration(row: any) {
  const { canary_version, canary_weight, bake_limits, ...rest } = row;
  return { ...rest, ...configurationFrom(row) };
}

/** A row that `withModel` selects. */
export const fromDatabase = (row: any): DeploymentRow => ({
  ...withConfiguration(row),
  allow_event_time: Boolean(row.allow_event_time),
});

/** What a deployment's row has, of `deployments` joined with `models`. */
export const withModel = (rows: Knex.QueryBuilder): Knex.QueryBuilder =>
  rows.select('deployments.*', 'models.name as model', 'models.owner', 'models.entity_ref');
