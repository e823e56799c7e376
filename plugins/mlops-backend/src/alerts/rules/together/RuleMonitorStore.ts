import type { Knex } from 'knex';
import type { VersionMonitor } from './VersionMonitor';

/** A rule at a deployment. */
interface StateKey {
  deployment_id: string;
  rule: string;
}

/** Keeps what rules that judge intervals together have counted. It goes with the state of the rule. */
export interface RuleMonitorStore {
  /** By version. They change only together with the state of the rule. */
  list(transaction: Knex.Transaction, key: StateKey): Promise<VersionMonitor[]>;
  /** Puts these in the place of all that there were. The state of the rule has to be there, and locked. */
  replace(
    transaction: Knex.Transaction,
    key: StateKey,
    monitors: readonly VersionMonitor[],
  ): Promise<void>;
}

/** Keeps it in the plugin's database. */
export class DatabaseRuleMonitorStore implements RuleMonitorStore {
  async list(
    transaction: Knex.Transaction,
    { deployment_id, rule }: StateKey,
  ): Promise<VersionMonitor[]> {
    const rows = await transaction('alert_rule_monitors')
      .where({ deployment_id, rule })
      .orderBy('version');
    return rows.map(({ monitor }) => JSON.parse(monitor));
  }

  async replace(
    transaction: Knex.Transaction,
    { deployment_id, rule }: StateKey,
    monitors: readonly VersionMonitor[],
  ): Promise<void> {
    await transaction('alert_rule_monitors').where({ deployment_id, rule }).delete();
    if (monitors.length > 0) {
      await transaction('alert_rule_monitors').insert(
        monitors.map(monitor => ({
          deployment_id,
          rule,
          version: monitor.version,
          monitor: JSON.stringify(monitor),
        })),
      );
    }
  }
}
