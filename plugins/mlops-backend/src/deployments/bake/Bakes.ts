import type { BakeLimits } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { answeringOf } from '../Configuration';
import type { Configuration } from '../Configuration';
import type { Environments } from '../Environments';
import type { AnsweredTraffic, AnsweringVersion, BakeStore } from './BakeStore';

/** What versions answered, handed in by the area that watches them. */
export interface BakeTraffic {
  /** In a role, in windows that start at a time or later. In milliseconds since 1970, UTC. */
  total(
    served: AnsweringVersion & { deployment: string },
    from: number,
    db?: Knex,
  ): Promise<AnsweredTraffic>;
}

/** The latency of the champion before is that of its last day. */
const BASELINE_MS = 24 * 3_600_000;
/** With fewer requests than these there is no saying what one in a hundred exceeds. */
const BASELINE_REQUESTS = 100;

const isSame = (a: AnsweringVersion, b: AnsweringVersion) =>
  a.version === b.version && a.role === b.role;

/** Begins to watch versions that newly answer, in the transaction of the revision that brings them. */
export class Bakes {
  /** @param windowMs - the length of the windows that traffic is summed in */
  constructor(
    private readonly store: BakeStore,
    private readonly environments: Environments,
    private readonly traffic: BakeTraffic,
    private readonly windowMs: number,
    /** Whether what a target serves can be taken back here. */
    private readonly isInCharge: (target: string) => boolean = () => true,
  ) {}

  /**
   * Ends the bakes of versions that don't answer in their role any more, and begins those of versions that newly do.
   *
   * @param deployment - locked, or made in the same transaction; what others serve isn't watched, since no roll back here
   *   takes it from where it answers
   * @param change.isBaked - whether newly answering versions are watched
   */
  async follow(
    transaction: Knex.Transaction,
    deployment: { id: string; name: string; environment: string; target: string },
    change: { revision: number; before: Configuration; after: Configuration; isBaked: boolean },
  ): Promise<void> {
    const { before, after } = change;
    const present = answeringOf(before);
    await this.store.supersede(transaction, deployment.id, answeringOf(after));
    const limits = after.bakeLimits ?? this.environments.bakeLimitsOf(deployment.environment);
    const isBaked = change.isBaked && this.isInCharge(deployment.target);
    if (!isBaked || !limits || limits.durationSeconds === 0) {
      return;
    }
    const coming = answeringOf(after).filter(one => !present.some(old => isSame(old, one)));
    if (coming.length === 0) {
      return;
    }
    const startedAt = new Date();
    const windowFrom = Math.floor(startedAt.getTime() / this.windowMs) * this.windowMs;
    const latencyLimit = await this.latencyLimit(transaction, deployment.name, before, limits);
    for (const { version, role } of coming) {
      const served = { deployment: deployment.name, version, role };
      await this.store.insert(transaction, {
        deployment_id: deployment.id,
        revision: change.revision,
        version,
        role,
        limits,
        latency_limit_ms: latencyLimit ?? null,
        window_from: windowFrom,
        before: await this.traffic.total(served, windowFrom, transaction),
        startedAt,
      });
    }
  }

  /** The lower one of the limits that there are, in milliseconds. */
  private async latencyLimit(
    transaction: Knex.Transaction,
    deployment: string,
    { version }: Configuration,
    { maxLatencyP99Ms, maxLatencyRatio }: BakeLimits,
  ): Promise<number | undefined> {
    if (maxLatencyRatio === undefined || version === null) {
      return maxLatencyP99Ms;
    }
    const { latency } = await this.traffic.total(
      { deployment, version, role: 'champion' },
      Date.now() - BASELINE_MS,
      transaction,
    );
    return latency.count < BASELINE_REQUESTS
      ? maxLatencyP99Ms
      : Math.min(maxLatencyRatio * latency.quantile(0.99)!, maxLatencyP99Ms ?? Infinity);
  }
}
