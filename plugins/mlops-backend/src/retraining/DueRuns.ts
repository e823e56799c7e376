import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { toIsoString } from '../database/columns';
import type { AuditLog } from '../governance/AuditLog';
import { neededOf } from './Policy';
import type { Progress, TimeTrigger, WatchingTrigger } from './Policy';
import { firingInWords } from './policyInWords';
import type { PolicyRow, PolicyStore } from './PolicyStore';
import type { RetrainedModels } from './RetrainedModels';
import type { RunStore } from './RunStore';
import { RETRAINING_ACTOR, startRun } from './startRun';
import { countInARow } from './triggers/countInARow';
import type { Firing } from './triggers/countInARow';
import { CronSchedule } from './triggers/CronSchedule';
import type { TrafficTriggers } from './triggers/TrafficTriggers';

/** What is found due by no more than this late wasn't missed. */
const ON_TIME_MS = 5 * 60_000;

const clock = (time: number) => toIsoString(time).slice(0, 16).replace('T', ' ');

/**
 * Labels come late, so performance is counted anew each time, from where the policy began or fired last; drift goes on from where it was.
 */
const startOfCount = (
  { kind }: WatchingTrigger,
  { examinedUntil, ...before }: Progress,
): Progress => ({
  ...(kind === 'drift' ? before : { counted: 0 }),
  ...(examinedUntil !== undefined && { examinedUntil }),
});

function endOfCount(
  { kind }: WatchingTrigger,
  { examinedUntil }: Progress,
  counted: Progress,
  firing: Firing | undefined,
): Progress {
  const from = firing ? firing.at : examinedUntil;
  return kind === 'drift'
    ? counted
    : { ...(from !== undefined && { examinedUntil: from }), counted: counted.counted };
}

const scheduleOf = ({ cron, timeZone }: TimeTrigger) => new CronSchedule(cron, timeZone);

/** Whether what was found out about a policy still holds. */
const isUnchanged = (found: PolicyRow, now: PolicyRow) =>
  found.deployment_id === now.deployment_id &&
  found.progress?.examinedUntil === now.progress?.examinedUntil &&
  JSON.stringify(found.definition.trigger) === JSON.stringify(now.definition.trigger);

/**
 * Finds out which policies are due, and queues their runs. Whatever several replicas find at the same time is queued once: how far a
 * policy has come is in its row, and moves on in the transaction that queues the run.
 */
export class DueRuns {
  constructor(
    private readonly database: Knex,
    private readonly parts: {
      policies: PolicyStore;
      runs: RunStore;
      models: RetrainedModels;
      triggers: TrafficTriggers;
      audit: AuditLog;
    },
    private readonly logger: LoggerService,
  ) {}

  /** A policy that fails keeps none of the others. */
  async run(now: Date = new Date()): Promise<void> {
    for (const policy of await this.parts.policies.listDue(now.getTime())) {
      await this.attempt(policy, () => this.byTime(policy, now));
    }
    for (const policy of await this.parts.policies.listWatching()) {
      await this.attempt(policy, () => this.byTraffic(policy, now));
    }
  }

  private async attempt(policy: PolicyRow, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.logger.error(
        `Could not find out whether the retraining policy ${policy.name} of ${policy.model} is due`,
        error as Error,
      );
    }
  }

  private async byTime({ id, model }: PolicyRow, now: Date): Promise<void> {
    await this.held(id, model, async (transaction, policy) => {
      const { trigger, catchUp } = policy.definition;
      if (
        trigger.kind !== 'time' ||
        policy.next_due_at === null ||
        policy.next_due_at > now.getTime()
      ) {
        // Another replica was first, or somebody changed it.
        return;
      }
      const schedule = scheduleOf(trigger);
      const due = schedule.between(policy.next_due_at, now.getTime());
      const latest = due[due.length - 1] ?? policy.next_due_at;
      const isMissed = now.getTime() - latest > ON_TIME_MS;
      await this.parts.policies.advance(transaction, id, {
        next_due_at: schedule.after(now.getTime()) ?? null,
      });
      const whyNot =
        isMissed && !catchUp
          ? 'It was missed, and the policy makes up for nothing'
          : await this.whyNot(transaction, policy, now);
      const others = catchUp ? due.length - 1 : 0;
      await this.start(transaction, policy, whyNot, {
        cause: 'time',
        reason: `Due at ${clock(latest)} UTC${others > 0 ? `; makes up for ${others} more that ${others === 1 ? 'was' : 'were'} missed` : ''}`,
        dueAt: latest,
        now,
      });
    });
  }

  private async byTraffic(found: PolicyRow, now: Date): Promise<void> {
    const { trigger } = found.definition;
    if (trigger.kind === 'time' || found.deployment === null) {
      return;
    }
    const examined = await this.parts.triggers.examine(
      trigger,
      found.deployment,
      found.progress?.examinedUntil,
      now.getTime(),
    );
    if (examined.length === 0) {
      return;
    }
    await this.held(found.id, found.model, async (transaction, policy) => {
      if (!isUnchanged(found, policy)) {
        return;
      }
      const whyNot = await this.whyNot(transaction, policy, now);
      const before = policy.progress ?? { counted: 0 };
      const { progress, firings } = countInARow(
        startOfCount(trigger, before),
        examined.filter(({ end }) => end <= now.getTime()),
        neededOf(trigger),
        () => whyNot === undefined,
      );
      // Of several that come to light at once, as where traffic of the past arrives, the last one stands for all.
      const firing = firings[firings.length - 1];
      const after = endOfCount(trigger, before, progress, firing);
      if (JSON.stringify(after) !== JSON.stringify(before)) {
        await this.parts.policies.advance(transaction, policy.id, { progress: after });
      }
      if (firing) {
        await this.start(transaction, policy, undefined, {
          cause: trigger.kind,
          reason: firingInWords(trigger, firing),
          dueAt: firing.at,
          now,
        });
      }
    });
  }

  private async start(
    transaction: Knex.Transaction,
    policy: PolicyRow,
    whyNot: string | undefined,
    due: Parameters<typeof startRun>[4],
  ): Promise<void> {
    if (whyNot === undefined) {
      await startRun(this.parts, transaction, RETRAINING_ACTOR, policy, due);
      return;
    }
    await this.parts.audit.append(transaction, {
      actor: RETRAINING_ACTOR,
      action: 'retraining.skip',
      resource: { kind: 'retraining-policy', name: policy.name, model: policy.model },
      reason: whyNot,
      after: { cause: due.cause, dueAt: toIsoString(due.dueAt) },
    });
  }

  /** Why a policy starts nothing by itself now. */
  private async whyNot(
    transaction: Knex.Transaction,
    { id, definition }: PolicyRow,
    now: Date,
  ): Promise<string | undefined> {
    const last = await this.parts.runs.newestOf(transaction, id);
    if (last?.state === 'queued') {
      return 'The run before still waits for its turn';
    }
    const since = last && now.getTime() - new Date(last.created_at).getTime();
    return since !== undefined && since < definition.cooldownSeconds * 1000
      ? 'The run before was started within the cool-down'
      : undefined;
  }

  /** Holds the model, then the policy, unless either is gone or the policy is paused. */
  private async held(
    id: string,
    model: string,
    act: (transaction: Knex.Transaction, policy: PolicyRow) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async transaction => {
      const found = await this.parts.models.lock(transaction, model);
      const policy = found && (await this.parts.policies.lock(transaction, id));
      if (policy && !policy.paused) {
        await act(transaction, policy);
      }
    });
  }
}
