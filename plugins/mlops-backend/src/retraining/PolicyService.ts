import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  RetrainingPolicy,
  RetrainingPolicyChange,
  RetrainingPolicyRequest,
  RetrainingRun,
  RetrainingTrigger,
} from '@mlops-backstage/plugin-mlops-common';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { isUniqueViolation } from '../database/isUniqueViolation';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import type { Executors } from './Executors';
import type { PolicyDefinition, Progress } from './Policy';
import type { PolicyContent, PolicyRow, PolicyStore } from './PolicyStore';
import { presentPolicy, presentRun } from './presentRun';
import type {
  RetrainedDeployment,
  RetrainedDeployments,
  RetrainedModels,
  RetrainedTraffic,
} from './RetrainedModels';
import type { RunStore } from './RunStore';
import { startRun } from './startRun';
import { CronSchedule } from './triggers/CronSchedule';

const HOUR_SECONDS = 3_600;

/** The policies of a model may be so many: each is looked at every few seconds. */
const MAX_POLICIES = 20;

const noPolicy = (model: string, name: string) =>
  new NotFoundError(`The model ${model} has no retraining policy ${name}`);

/** What the audit trail keeps of a policy. */
const kept = ({
  deployment,
  definition,
  paused,
}: Pick<PolicyRow, 'deployment' | 'definition' | 'paused'>) => ({
  ...(deployment !== null && { deployment }),
  ...definition,
  paused,
});

const countersOf = ({ next_due_at, progress }: PolicyRow) => ({ next_due_at, progress });

/** Whether a policy goes on counting where it is. What was due while it was paused isn't made up for. */
const isBegun = (before: PolicyRow, wanted: PolicyContent) =>
  before.deployment_id === wanted.deployment_id &&
  before.paused === wanted.paused &&
  JSON.stringify(before.definition.trigger) === JSON.stringify(wanted.definition.trigger);

/** The rules of retraining policies. Who may do it is asked elsewhere (`AuthorizedRetrainingService`). */
export class PolicyService {
  constructor(
    private readonly database: Knex,
    private readonly parts: {
      policies: PolicyStore;
      runs: RunStore;
      models: RetrainedModels;
      deployments: RetrainedDeployments;
      traffic: RetrainedTraffic;
      executors: Executors;
      audit: AuditLog;
    },
  ) {}

  async list(modelId: string): Promise<RetrainingPolicy[]> {
    const [policies, runs] = await Promise.all([
      this.parts.policies.listOfModel(modelId),
      this.parts.runs.newestOfPolicies(modelId),
    ]);
    return policies.map(policy => presentPolicy(policy, runs.get(policy.id)));
  }

  /**
   * The deployment that a policy names.
   *
   * @throws `NotFoundError` where the model has none of the name
   */
  async deploymentOf(
    model: string,
    name: string | undefined,
  ): Promise<RetrainedDeployment | undefined> {
    if (name === undefined) {
      return undefined;
    }
    const deployment = await this.parts.deployments.find(name);
    if (deployment?.model !== model) {
      throw new NotFoundError(`The model ${model} has no deployment ${name}`);
    }
    return deployment;
  }

  /** @throws `InputError`, `NotFoundError`, `ConflictError` when the model has a policy of the name */
  async create(
    actor: Actor,
    model: string,
    request: RetrainingPolicyRequest,
    now: Date = new Date(),
  ): Promise<RetrainingPolicy> {
    const { name, reason } = request;
    const { content, deployment } = await this.contentOf(model, request, now);
    const id = await this.database
      .transaction(async transaction => {
        const { id: modelId } = await this.hold(transaction, model);
        if ((await this.parts.policies.listOfModel(modelId, transaction)).length >= MAX_POLICIES) {
          throw new ConflictError(
            `The model ${model} has ${MAX_POLICIES} retraining policies already`,
          );
        }
        const inserted = await this.parts.policies.insert(transaction, {
          modelId,
          name,
          by: actor.ref,
          ...content,
        });
        await this.parts.audit.append(transaction, {
          actor,
          action: 'retraining.create',
          resource: { kind: 'retraining-policy', name, model },
          reason,
          after: kept({ ...content, deployment }),
        });
        return inserted;
      })
      .catch(error => {
        throw isUniqueViolation(error)
          ? new ConflictError(`The model ${model} has a retraining policy ${name} already`)
          : error;
      });
    return this.present(model, name, id);
  }

  /** @throws `InputError`, `NotFoundError` */
  async update(
    actor: Actor,
    model: string,
    name: string,
    request: RetrainingPolicyChange,
    now: Date = new Date(),
  ): Promise<RetrainingPolicy> {
    const { content: wanted, deployment } = await this.contentOf(model, request, now);
    const id = await this.changePolicy(model, name, async (transaction, before) => {
      const content = { ...wanted, ...(isBegun(before, wanted) && countersOf(before)) };
      const after = kept({ ...content, deployment });
      if (JSON.stringify(kept(before)) === JSON.stringify(after)) {
        return;
      }
      await this.parts.policies.update(transaction, before.id, { ...content, by: actor.ref });
      await this.parts.audit.append(transaction, {
        actor,
        action: 'retraining.update',
        resource: { kind: 'retraining-policy', name, model },
        reason: request.reason,
        before: kept(before),
        after,
      });
    });
    return this.present(model, name, id);
  }

  /** @throws `NotFoundError` */
  async remove(
    actor: Actor,
    model: string,
    name: string,
    reason: string,
  ): Promise<RetrainingPolicy> {
    let removed: RetrainingPolicy | undefined;
    await this.changePolicy(model, name, async (transaction, before) => {
      removed = presentPolicy(before, await this.parts.runs.newestOf(transaction, before.id));
      await this.parts.policies.remove(transaction, before.id);
      await this.parts.audit.append(transaction, {
        actor,
        action: 'retraining.delete',
        resource: { kind: 'retraining-policy', name, model },
        reason,
        before: kept(before),
      });
    });
    return removed!;
  }

  /** @throws `NotFoundError`; `ConflictError` where a run of the policy waits already */
  async trigger(
    actor: Actor,
    model: string,
    name: string,
    reason: string,
    now: Date = new Date(),
  ): Promise<RetrainingRun> {
    let id: string | undefined;
    await this.changePolicy(model, name, async (transaction, policy) => {
      if ((await this.parts.runs.countQueued(transaction, policy.id)) > 0) {
        throw new ConflictError(`A run of the policy ${name} waits for its turn already`);
      }
      id = await startRun(this.parts, transaction, actor, policy, {
        cause: 'manual',
        reason,
        dueAt: now.getTime(),
        now,
      });
    });
    const run = await this.parts.runs.find(id!);
    if (!run) {
      throw noPolicy(model, name);
    }
    return presentRun(run);
  }

  /** @throws `InputError` where a trigger makes no sense */
  checkTrigger(trigger: RetrainingTrigger, deployment: string | undefined): void {
    if (trigger.kind === 'time') {
      CronSchedule.check(trigger.cron, trigger.timeZone);
      return;
    }
    if (deployment === undefined) {
      throw new InputError('The policy looks at traffic: say of which deployment');
    }
    if (
      trigger.kind === 'performance' &&
      trigger.below === undefined &&
      trigger.above === undefined
    ) {
      throw new InputError('The policy needs a bound: give "below", "above" or both');
    }
  }

  /** Checked, and as it begins: all of it found out before anything is locked. */
  private async contentOf(
    model: string,
    request: RetrainingPolicyChange,
    now: Date,
  ): Promise<{ content: PolicyContent; deployment: string | null }> {
    const { trigger, executor, outcome, paused = false } = request;
    this.checkTrigger(trigger, request.deployment);
    checkOutcome(request);
    const deployment = await this.deploymentOf(model, request.deployment);
    const parameters = (request.parameters ?? {}) as JsonObject;
    this.parts.executors.check(executor, parameters);
    const definition: PolicyDefinition = {
      trigger,
      executor,
      parameters,
      outcome,
      cooldownSeconds: request.cooldownSeconds ?? 0,
      maxConcurrent: request.maxConcurrent ?? 1,
      timeoutSeconds: request.timeoutSeconds ?? 6 * HOUR_SECONDS,
      catchUp: request.catchUp ?? true,
    };
    return {
      deployment: deployment?.name ?? null,
      content: {
        deployment_id: deployment?.id ?? null,
        definition,
        paused,
        ...(await this.begin(trigger, deployment?.name, now)),
      },
    };
  }

  /** From now on: what was before is for the dry run to tell. */
  private async begin(
    trigger: RetrainingTrigger,
    deployment: string | undefined,
    now: Date,
  ): Promise<{ next_due_at: number | null; progress: Progress | null }> {
    if (trigger.kind === 'time') {
      const schedule = new CronSchedule(trigger.cron, trigger.timeZone);
      return { next_due_at: schedule.after(now.getTime()) ?? null, progress: null };
    }
    const last = (await this.parts.traffic.extent(deployment!, {}))?.last;
    return {
      next_due_at: null,
      // Windows that have begun are not looked at any more: the first interval that is starts behind them.
      progress: { counted: 0, ...(last !== undefined && { examinedUntil: last + 1 }) },
    };
  }

  /** Holds a policy while it is changed. @returns its id */
  private async changePolicy(
    model: string,
    name: string,
    make: (transaction: Knex.Transaction, policy: PolicyRow) => Promise<void>,
  ): Promise<string> {
    return this.database.transaction(async transaction => {
      const { id: modelId } = await this.hold(transaction, model);
      const found = await this.parts.policies.find(modelId, name, transaction);
      const policy = found && (await this.parts.policies.lock(transaction, found.id));
      if (!policy) {
        throw noPolicy(model, name);
      }
      await make(transaction, policy);
      return policy.id;
    });
  }

  private async hold(transaction: Knex.Transaction, name: string): Promise<{ id: string }> {
    const model = await this.parts.models.lock(transaction, name);
    if (!model) {
      throw new NotFoundError(`There is no model ${name}`);
    }
    return model;
  }

  private async present(model: string, name: string, id: string): Promise<RetrainingPolicy> {
    const row = await this.parts.policies.findById(id);
    if (!row) {
      throw noPolicy(model, name);
    }
    return presentPolicy(row, await this.parts.runs.newestOf(this.database, id));
  }
}

function checkOutcome({ outcome, deployment }: RetrainingPolicyChange): void {
  if (outcome.kind === 'challenger' && deployment === undefined) {
    throw new InputError('A challenger needs a deployment: say of which one');
  }
  if ((outcome.kind === 'promote') !== (outcome.to !== undefined)) {
    throw new InputError(
      '"to" names the stage that a version is promoted to: it goes with "promote"',
    );
  }
  if (outcome.better && deployment === undefined) {
    throw new InputError(
      '"better" compares with the champion of a deployment: say of which one, or leave it out',
    );
  }
}
