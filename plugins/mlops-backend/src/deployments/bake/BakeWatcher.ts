import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { AlertRequest } from '@mlops-backstage/plugin-mlops-common';
import type { Actor } from '../../governance/Actor';
import { IN_WORDS } from '../Environments';
import { BAKE_ACTOR } from './AutomaticRollback';
import type { AutomaticRollback } from './AutomaticRollback';
import { breachesInWords, doubtInWords } from './bakeInWords';
import type { BakeTraffic } from './Bakes';
import type { BakeFigures, BakeRow, BakeStore } from './BakeStore';
import { judgeBake } from './judgeBake';
import type { Observation } from './judgeBake';

/** Where alerts are raised, handed in by the area that owns them. */
export interface RaisingAlerts {
  /** @throws `NotFoundError` for a model or a version that was deleted */
  raise(actor: Actor, model: string, alert: AlertRequest): Promise<unknown>;
}

/** As many characters as an alert's summary may have. */
const LONGEST_SUMMARY = 300;

/**
 * Looks at the versions that bake: rolls back those that break their limits, lets those pass whose time is over, and raises alerts.
 * One replica does so at a time; whatever another one has done meanwhile isn't done twice.
 */
export class BakeWatcher {
  /**
   * @param options.settleMs - how long it takes at most until an answered request is stored
   */
  constructor(
    private readonly bakes: BakeStore,
    private readonly traffic: BakeTraffic,
    private readonly rollback: AutomaticRollback,
    private readonly options: { alerts: RaisingAlerts; settleMs: number },
    private readonly logger: LoggerService,
  ) {}

  /** One that fails keeps none of the others. */
  async run(now: Date = new Date()): Promise<void> {
    for (const bake of await this.bakes.listUnderWay()) {
      await this.attempt(bake, () => this.look(bake, now));
    }
    for (const bake of await this.bakes.listUntold()) {
      await this.attempt(bake, () => this.tell(bake));
    }
  }

  private async attempt(bake: BakeRow, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.logger.error(
        `Could not watch version ${bake.version} of ${bake.deployment} in its bake time`,
        error as Error,
      );
    }
  }

  private async look(bake: BakeRow, now: Date): Promise<void> {
    const observed = await this.observe(bake);
    const figures: BakeFigures = {
      requests: observed.requests,
      failures: observed.failures,
      latency_p99_ms: observed.latencyP99Ms,
    };
    const breaches = judgeBake(bake.limits, bake.latency_limit_ms, observed);
    if (breaches.length > 0) {
      const broken = breachesInWords(breaches, bake, observed);
      this.logger.warn(
        `Version ${bake.version} of ${bake.deployment} breaks its limits: ${broken}`,
      );
      await this.rollback.run(bake, figures, broken);
    } else if (now.getTime() >= new Date(bake.ends_at).getTime() + this.options.settleMs) {
      await this.bakes.end(bake.id, {
        state: 'passed',
        figures,
        message: doubtInWords(bake, observed),
      });
    } else if (figures.requests !== bake.requests) {
      await this.bakes.observe(bake.id, figures);
    }
  }

  /** What the version answered since the start, without what its window had before. */
  private async observe(bake: BakeRow): Promise<Observation> {
    const { requests, failures, latency } = await this.traffic.total(bake, bake.window_from);
    latency.subtract(bake.before.latency);
    return {
      requests: requests - bake.before.requests,
      failures: failures - bake.before.failures,
      slow: bake.latency_limit_ms === null ? 0 : latency.countAbove(bake.latency_limit_ms),
      latencyP99Ms: latency.quantile(0.99),
    };
  }

  /** After the rollback, which mustn't wait for it: raised again until it is known to be there. */
  private async tell(bake: BakeRow): Promise<void> {
    const { deployment, version, message } = bake;
    const done =
      bake.state === 'rolled-back'
        ? `was rolled back to revision ${bake.rolled_back_to}`
        : 'goes on answering, since there is no way back';
    try {
      await this.options.alerts.raise(BAKE_ACTOR, bake.model, {
        key: `bake:${deployment}:${version}`,
        severity: bake.state === 'rolled-back' ? 'warning' : 'critical',
        summary:
          `${deployment}: version ${version} as ${IN_WORDS[bake.role]} broke its limits during its bake time and ${done}`.slice(
            0,
            LONGEST_SUMMARY,
          ),
        description: message ?? '',
        deployment,
        version,
      });
    } catch (error) {
      if (!(error instanceof NotFoundError)) {
        throw error;
      }
      // The model or the version was deleted: there is nobody left to tell.
    }
    await this.bakes.markTold(bake.id);
  }
}
