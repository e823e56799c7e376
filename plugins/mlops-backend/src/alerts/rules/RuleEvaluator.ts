import type { LoggerService } from '@backstage/backend-plugin-api';
import type { AlertRuleDefinition } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { Actor } from '../../governance/Actor';
import type { AlertedModels, AlertService, RaisedAlert } from '../AlertService';
import type { CompleteRule } from './AlertRule';
import type { JudgedInterval } from './judge/judgeIntervals';
import { instant, whenOf } from './numbersInWords';
import type { Observations, WatchedTraffic } from './Observations';
import { evidenceOf, progressOf } from './RuleOutcome';
import { NO_PROGRESS } from './RuleProgress';
import type { RuleProgress } from './RuleProgress';
import { breachInWords, ruleInWords } from './ruleInWords';
import { rulesOf } from './rulesOf';
import type { RuleStore } from './RuleStore';
import type { NamedRuleStateRow, RuleStateRow, RuleStateStore } from './RuleStateStore';
import type { RuleMonitorStore } from './together/RuleMonitorStore';

/** Who raises and resolves the alerts of rules. */
export const RULES_ACTOR: Actor = { ref: 'plugin:mlops/alerts' };

/** As many characters as an alert's summary may have. */
const LONGEST_SUMMARY = 300;

/** Reading labels takes long where there are many predictions, and they don't come by the minute. */
const LABELS_EVERY_MS = 10 * 60_000;

/** A deployment that serves something. */
export interface WatchedDeployment {
  id: string;
  name: string;
  /** Name of the model. */
  model: string;
}

/** A rule at a deployment, with how far it has looked. */
interface RuleAt {
  name: string;
  rule: CompleteRule;
  deployment: WatchedDeployment;
  state: RuleStateRow | undefined;
}

/** What the evaluator needs. */
export interface EvaluatorPorts {
  configured: ReadonlyMap<string, AlertRuleDefinition>;
  rules: RuleStore;
  states: RuleStateStore;
  monitors: RuleMonitorStore;
  models: AlertedModels;
  alerts: AlertService;
  observations: Observations;
  traffic: Pick<WatchedTraffic, 'lastArrivals' | 'missed'>;
  /** Everything that serves something. */
  deployments(): Promise<WatchedDeployment[]>;
}

/**
 * Looks at every deployment by its rules. Each interval counts once: what comes of it is written in the transaction that raises or resolves the
 * alert, with how far the rule has looked then, so that one that is broken off is as if it had never been. However much past is
 * looked at, a rule has one alert at a deployment at most, which tells the latest.
 */
export class RuleEvaluator {
  /** When rules about performance last looked, in milliseconds since 1970. */
  private readonly labelsRead = new Map<string, number>();
  /** When it was last looked for what came too late at a deployment, likewise. */
  private readonly missedRead = new Map<string, number>();

  constructor(
    private readonly database: Knex,
    private readonly ports: EvaluatorPorts,
    private readonly logger: LoggerService,
  ) {}

  /** One deployment that fails keeps none of the others. */
  async run(now: number = Date.now()): Promise<void> {
    const { rules, states, alerts, traffic } = this.ports;
    const [deployments, own, known, arrivals] = [
      await this.ports.deployments(),
      groupBy(await rules.listAll(), ({ model }) => model),
      groupBy(await states.listAll(), ({ deployment }) => deployment),
      await traffic.lastArrivals(),
    ];
    for (const deployment of deployments) {
      const present = known.get(deployment.name) ?? [];
      known.delete(deployment.name);
      const effective = rulesOf(
        this.ports.configured,
        own.get(deployment.model) ?? [],
        deployment.name,
      );
      const at = [...effective].map(([name, rule]) => ({
        name,
        rule,
        deployment,
        state: present.find(state => state.rule === name),
      }));
      await this.attempt(deployment.name, async () => {
        await this.warnOfMissed(deployment.name, present, now);
        await this.lookAt(deployment, at, arrivals.get(deployment.name), now);
        for (const state of present.filter(({ rule }) => !effective.has(rule))) {
          await this.forget(state, 'The rule was removed or turned off.');
        }
      });
    }
    for (const [name, gone] of known) {
      await this.attempt(name, async () => {
        for (const state of gone) {
          await this.forget(state, 'The deployment serves nothing any more.');
        }
      });
    }
    await this.attempt('what was mute', () => alerts.tellUntold());
  }

  private async attempt(what: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.logger.error(`Could not look at ${what} by its alert rules`, error as Error);
    }
  }

  private async lookAt(
    deployment: WatchedDeployment,
    rules: RuleAt[],
    lastArrival: number | undefined,
    now: number,
  ): Promise<void> {
    // Rules that are read together begin where the one does that has looked least: those that wait for labels keep to themselves.
    const together = groupBy(
      rules.filter(at => !at.rule.condition.silence && this.isDue(at, now)),
      ({ rule }) => `${rule.interval} ${rule.condition.performance?.metric ?? ''}`,
    );
    for (const those of together.values()) {
      const judged = await this.ports.observations.judge(
        deployment.name,
        those[0].rule.interval,
        those.map(({ rule, state }) => ({ rule, after: state?.looked_until ?? null })),
        now,
      );
      for (const [index, at] of those.entries()) {
        if (judged[index].length > 0) {
          await this.take(at, judged[index]);
        }
      }
    }
    for (const at of rules.filter(({ rule }) => rule.condition.silence)) {
      await this.listen(at, lastArrival, now);
    }
  }

  /** Says what no rule will judge, since it came when later traffic was judged already. */
  private async warnOfMissed(
    deployment: string,
    states: readonly RuleStateRow[],
    now: number,
  ): Promise<void> {
    const since = this.missedRead.get(deployment) ?? now;
    this.missedRead.set(deployment, now);
    const judgedUntil = Math.max(...states.map(({ looked_until }) => looked_until ?? -Infinity));
    if (since === now || !Number.isFinite(judgedUntil)) {
      return;
    }
    const missed = await this.ports.traffic.missed(deployment, judgedUntil, since);
    if (missed) {
      this.logger.warn(
        `Traffic of ${deployment} from ${instant(missed.from)} to ${instant(missed.until)} came too late for alert rules, which have judged until ${instant(judgedUntil)}; mlops.monitoring.lateness says how long they wait`,
      );
    }
  }

  /** Labels are read anew whenever a rule about them looks, so these don't look every time. */
  private isDue({ name, rule, deployment }: RuleAt, now: number): boolean {
    if (!rule.condition.performance) {
      return true;
    }
    const key = `${deployment.name} ${name}`;
    if (now - (this.labelsRead.get(key) ?? -Infinity) < LABELS_EVERY_MS) {
      return false;
    }
    this.labelsRead.set(key, now);
    return true;
  }

  /**
   * Takes intervals that are new to a rule. What they come to is found out before anything is locked, since a long past that is judged
   * together takes seconds, and is only written if all is as it was then.
   */
  private async take(at: RuleAt, intervals: JudgedInterval[]): Promise<void> {
    const { rule, deployment, state: read } = at;
    const { monitors, wasRaised } = await this.remembered(at);
    const progress = await progressOf(rule, read, monitors, intervals, wasRaised);
    await this.change(at, async (transaction, state, isRaised) => {
      if (isRaised !== wasRaised) {
        return undefined;
      }
      const { last } = progress;
      if (progress.isRaised && last) {
        const version = await this.knownVersion(transaction, deployment.model, last.version);
        return this.raised(transaction, at, progress, {
          summary: breachInWords(last, rule, last.inRow),
          evidence: evidenceOf(rule, progress),
          version,
        });
      }
      if (isRaised && !progress.isRaised) {
        const lately = progress.points[progress.points.length - 1];
        await this.resolve(
          transaction,
          deployment.model,
          state!.alert_id!,
          `It has kept the rule again, lately ${whenOf(lately.start, rule.interval)}.`,
        );
      }
      return { ...progress, alertId: progress.isRaised ? state!.alert_id : null };
    });
  }

  /** What goes with the state that was read: monitors change only when it does. */
  private async remembered({ name, deployment, state }: RuleAt) {
    const { monitors, alerts } = this.ports;
    const key = { deployment_id: deployment.id, rule: name };
    return this.database.transaction(async transaction => ({
      monitors: await monitors.list(transaction, key),
      wasRaised:
        state !== undefined &&
        state.alert_id !== null &&
        (await alerts.isUnresolved(transaction, state.alert_id)),
    }));
  }

  /** Raises or ends an alert about silence. */
  private async listen(at: RuleAt, lastArrival: number | undefined, now: number): Promise<void> {
    const { rule, state, deployment } = at;
    const isSilent =
      lastArrival !== undefined && now - lastArrival >= rule.condition.silence!.seconds * 1_000;
    // An alert that somebody resolved stays so until requests have come.
    if (isSilent === (state !== undefined && state.alert_id !== null)) {
      return;
    }
    await this.change(at, async (transaction, _, isRaised) => {
      if (isSilent) {
        return this.raised(transaction, at, NO_PROGRESS, {
          summary: `No request has come since ${instant(lastArrival!)}`,
        });
      }
      if (isRaised) {
        await this.resolve(transaction, deployment.model, state!.alert_id!, 'Requests come again.');
      }
      return { ...NO_PROGRESS, alertId: null };
    });
  }

  /**
   * Changes the state of a rule under the lock of the model, unless somebody else has done so since it was read.
   *
   * @param change - gets the state, and whether its alert isn't over; nothing is changed where it returns undefined
   */
  private async change(
    { name, rule, deployment, state: read }: RuleAt,
    change: (
      transaction: Knex.Transaction,
      state: RuleStateRow | undefined,
      isRaised: boolean,
    ) => Promise<(RuleProgress & { alertId: string | null }) | undefined>,
  ): Promise<void> {
    const { models, states, monitors, alerts } = this.ports;
    await this.database.transaction(async transaction => {
      const model = await models.lock(transaction, deployment.model);
      const key = { deployment_id: deployment.id, rule: name };
      const state = await states.lock(transaction, key);
      const isOfOthers =
        state?.looked_until !== read?.looked_until || state?.alert_id !== read?.alert_id;
      if (!model || isOfOthers) {
        return;
      }
      const isRaised =
        state !== undefined &&
        state.alert_id !== null &&
        (await alerts.isUnresolved(transaction, state.alert_id));
      const changed = await change(transaction, state, isRaised);
      if (!changed) {
        return;
      }
      const { lookedUntil, breaches, clears, points, alertId } = changed;
      await states.set(transaction, {
        ...key,
        definition: rule,
        looked_until: lookedUntil,
        breaches,
        clears,
        points: [...points],
        alert_id: alertId,
      });
      await monitors.replace(transaction, key, changed.monitors);
    });
  }

  private async raised(
    transaction: Knex.Transaction,
    { name, rule, deployment }: RuleAt,
    progress: RuleProgress,
    told: Pick<RaisedAlert, 'summary' | 'evidence' | 'version'>,
  ): Promise<RuleProgress & { alertId: string }> {
    const { id } = await this.ports.alerts.raiseIn(transaction, RULES_ACTOR, deployment.model, {
      ...told,
      key: `rule:${deployment.name}:${name}`,
      severity: rule.severity,
      summary: told.summary.slice(0, LONGEST_SUMMARY),
      description: `By the rule **${name}**: ${ruleInWords(rule)}`,
      deployment: deployment.name,
      rule: name,
    });
    return { ...progress, alertId: id };
  }

  private async resolve(
    transaction: Knex.Transaction,
    model: string,
    id: string,
    reason: string,
  ): Promise<void> {
    await this.ports.alerts.resolveOwnIn(transaction, RULES_ACTOR, { id, model }, reason);
  }

  /** Ends what a rule has raised that doesn't hold any more, and what it has counted. */
  private async forget(state: NamedRuleStateRow, reason: string): Promise<void> {
    const { models, states } = this.ports;
    await this.database.transaction(async transaction => {
      const model = await models.lock(transaction, state.model);
      const present = await states.lock(transaction, state);
      if (!model || !present) {
        return;
      }
      await states.remove(transaction, state);
      if (present.alert_id !== null) {
        await this.resolve(transaction, state.model, present.alert_id, reason);
      }
    });
  }

  /** A version that was deleted since can't be named. */
  private async knownVersion(
    transaction: Knex.Transaction,
    name: string,
    version: number,
  ): Promise<number | undefined> {
    const { models } = this.ports;
    const model = await models.lock(transaction, name);
    return model && (await models.findVersion(model.id, version, transaction))
      ? version
      : undefined;
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}
