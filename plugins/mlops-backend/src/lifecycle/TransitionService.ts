import { ConflictError, NotFoundError } from '@backstage/errors';
import { mlopsVersionTransitionPermission } from '@mlops-backstage/plugin-mlops-common';
import type {
  Consequence,
  GateResult,
  LifecyclePolicy,
  Stage,
} from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import type { ApprovalCloser } from './ApprovalCloser';
import type { ApprovalExpiry } from './ApprovalExpiry';
import type { ApprovalRow, ApprovalStore } from './ApprovalStore';
import type { ArtifactCheck, ArtifactVerifier } from './ArtifactVerifier';
import type { GateKeeper } from './GateKeeper';
import { requireTransition, requireUnmoved, stageOfOthers, stagesAfter } from './lifecyclePolicy';
import type { Precondition } from './Precondition';
import type { ServingConsequences, StageChange } from './ServingConsequences';
import type { StagedModel, StagedModels, StagedVersion } from './StagedModels';
import { whyOver } from './whyOver';

/** A change of stage that somebody asks for. */
export interface Transition {
  /** Where the version was when it was found that whoever asks may move it from there. */
  from: Stage;
  to: Stage;
  reason: string;
  precondition?: Precondition;
}

/** Where a version can go, and what that would take and do. */
export interface Option {
  to: Stage;
  gates: GateResult[];
  needsApproval: boolean;
  /** The open request for the change. */
  approval?: ApprovalRow;
  refusal?: string;
  consequences: Consequence[];
}

const sentence = ({ message }: GateResult) =>
  message[0].toLocaleLowerCase('en-US') + message.slice(1);

/**
 * The rules of moving versions from stage to stage. Whatever a transition does (stages, deployments, approvals, audit
 * events) is one transaction under the model's lock. Who may do it is asked elsewhere (`AuthorizedLifecycleService`).
 */
export class TransitionService {
  constructor(
    private readonly database: Knex,
    private readonly models: StagedModels,
    private readonly policy: LifecyclePolicy,
    private readonly gates: { keeper: GateKeeper; verifier: ArtifactVerifier },
    private readonly approvals: {
      store: ApprovalStore;
      closer: ApprovalCloser;
      expiry: ApprovalExpiry;
    },
    private readonly serving: ServingConsequences,
    private readonly audit: AuditLog,
    /** Told after a change was committed, with the name of the model. */
    private readonly onChange: (model: string) => void,
  ) {}

  /** Where a version can go from its stage. */
  async options(model: StagedModel, version: StagedVersion): Promise<Option[]> {
    await this.approvals.expiry.settle(model, version.version);
    const stages = stagesAfter(this.policy, version.stage);
    const checked = await this.database.transaction(async transaction => {
      const results = [];
      for (const to of stages) {
        const approval = await this.openRequest(transaction, model, version, to);
        results.push({
          to,
          approval,
          gates: await this.gates.keeper.evaluate(transaction, { model, version, to, approval }),
          others: await this.makingWay(transaction, model, version, to),
        });
      }
      return results;
    });
    const options: Option[] = [];
    for (const { others, ...option } of checked) {
      options.push({
        ...option,
        needsApproval: option.gates.some(({ gate }) => gate === 'approvals'),
        ...(await this.preview(model, version, option.to, others)),
      });
    }
    return options;
  }

  /**
   * Moves a version. To the stage that it is in, nothing changes.
   *
   * @throws `NotFoundError`; `ConflictError` where the policy, a gate, a deployment or the precondition refuses it, or the version
   *   was moved meanwhile
   */
  async transition(
    actor: Actor,
    name: string,
    version: number,
    { from, to, reason, precondition }: Transition,
  ): Promise<void> {
    const artifact = await this.prepare(name, version, to);
    const { changed, refusal } = await this.database.transaction(async transaction => {
      const model = await this.models.lock(transaction, name);
      const row = model && (await this.models.findVersion(model.id, version, transaction));
      if (!model || !row) {
        throw noVersion(name, version);
      }
      if (row.stage === to) {
        return { changed: false };
      }
      requireUnmoved(`${name}@${version}`, row, from);
      const unmet = await precondition?.(transaction);
      if (unmet !== undefined) {
        await this.deny(transaction, actor, `${name}@${version}`, unmet);
        return { changed: false, refusal: unmet };
      }
      await this.move(transaction, actor, model, row, { to, reason, artifact });
      return { changed: true };
    });
    if (refusal !== undefined) {
      throw new ConflictError(refusal);
    }
    if (changed) {
      this.onChange(name);
    }
  }

  /** What takes long, or has to stay when the change is refused, before anything is locked. */
  private async prepare(
    name: string,
    version: number,
    to: Stage,
  ): Promise<ArtifactCheck | undefined> {
    const model = await this.models.find(name);
    const row = model && (await this.models.findVersion(model.id, version));
    if (!model || !row) {
      throw noVersion(name, version);
    }
    if (!stagesAfter(this.policy, row.stage).includes(to)) {
      return undefined;
    }
    await this.approvals.expiry.settle(model, version);
    return (await this.gates.keeper.asksForDigest(model.id, to))
      ? this.gates.verifier.verify(row)
      : undefined;
  }

  /** Keeps the attempt, which has changed nothing, by the permission that it would have taken. */
  private async deny(
    transaction: Knex.Transaction,
    actor: Actor,
    name: string,
    reason: string,
  ): Promise<void> {
    await this.audit.append(transaction, {
      actor,
      action: mlopsVersionTransitionPermission.name,
      outcome: 'denied',
      resource: { kind: 'version', name },
      reason,
    });
  }

  private async move(
    transaction: Knex.Transaction,
    actor: Actor,
    model: StagedModel,
    row: StagedVersion,
    { to, reason, artifact }: { to: Stage; reason: string; artifact: ArtifactCheck | undefined },
  ): Promise<void> {
    const name = `${model.name}@${row.version}`;
    requireTransition(this.policy, name, row.stage, to);
    const approval = await this.openRequest(transaction, model, row, to);
    const entry = { model, version: row, to, approval, artifact };
    const results = await this.gates.keeper.evaluate(transaction, entry);
    // One that was set since the artifact would have been read isn't passed either.
    const refused = results.filter(({ state }) => state !== 'passed');
    if (refused.length > 0) {
      throw new ConflictError(`${name} can't enter ${to}: ${refused.map(sentence).join('; ')}`);
    }

    const others = await this.makingWay(transaction, model, row, to);
    const moves = [
      { row, to, reason, because: `${name} entered ${to}: ${reason}` },
      ...others.rows.map(other => ({
        row: other,
        to: others.to,
        reason: `Makes way for ${name}: ${reason}`,
        because: `${model.name}@${other.version} made way for ${name}: ${reason}`,
      })),
    ];
    for (const move of moves) {
      await this.models.setStage(transaction, move.row, move.to);
      const change = { version: move.row.version, from: move.row.stage, to: move.to };
      await this.serving.apply(transaction, actor, model, { ...change, reason: move.because });
    }
    const granted = approval?.state === 'approved' ? approval : undefined;
    const now = new Date();
    if (granted) {
      await this.approvals.store.setState(transaction, granted.id, 'used', now);
    }
    await this.models.refresh(transaction, model.id);
    for (const move of moves) {
      const isAsked = move.row === row;
      await this.audit.append(transaction, {
        actor,
        action: 'version.transition',
        resource: { kind: 'version', name: `${model.name}@${move.row.version}` },
        reason: move.reason,
        before: { stage: move.row.stage },
        after: {
          stage: move.to,
          ...(isAsked && granted && { approval: granted.id }),
          ...(isAsked &&
            results.length > 0 && {
              gates: results.map(({ gate, message }) => ({ gate, message })),
            }),
        },
      });
    }
    for (const move of moves) {
      const moved = { number: move.row.version, row: { ...move.row, stage: move.to } };
      await this.approvals.closer.closeOver(transaction, model.id, moved, now);
    }
  }

  /** The open request for a change that isn't over. */
  private async openRequest(
    transaction: Knex.Transaction,
    model: StagedModel,
    version: StagedVersion,
    to: Stage,
  ): Promise<ApprovalRow | undefined> {
    const open = await this.approvals.store.listOpen(model.id, version.version, transaction);
    const now = new Date();
    return open.find(one => one.to_stage === to && whyOver(one, version, now) === undefined);
  }

  /** The versions that leave a stage when another one enters it, and where they go. */
  private async makingWay(
    transaction: Knex.Transaction,
    model: StagedModel,
    version: StagedVersion,
    entered: Stage,
  ): Promise<{ rows: StagedVersion[]; to: Stage }> {
    const to = stageOfOthers(this.policy, entered);
    if (to === undefined) {
      return { rows: [], to: entered };
    }
    const inStage = await this.models.versionsIn(transaction, model.id, entered);
    return { rows: inStage.filter(other => other.version !== version.version), to };
  }

  /** What else would happen, or what of it is refused. */
  private async preview(
    model: StagedModel,
    version: StagedVersion,
    to: Stage,
    others: { rows: StagedVersion[]; to: Stage },
  ): Promise<Pick<Option, 'refusal' | 'consequences'>> {
    const refusals: string[] = [];
    const consequences: Consequence[] = others.rows.map(other => ({
      kind: 'demote',
      version: other.version,
      message: `Version ${other.version} makes way: it goes from ${to} to ${others.to}`,
    }));
    const before: StageChange[] = [];
    for (const change of [
      { version: version.version, from: version.stage, to },
      ...others.rows.map(other => ({ version: other.version, from: other.stage, to: others.to })),
    ]) {
      const found = await this.serving.preview(model, change, before);
      consequences.push(...found.consequences);
      refusals.push(...(found.refusal === undefined ? [] : [found.refusal]));
      before.push(change);
    }
    return {
      ...(refusals.length > 0 && { refusal: refusals.join('; ') }),
      consequences,
    };
  }
}

function noVersion(name: string, version: number): NotFoundError {
  return new NotFoundError(`The model ${name} has no version ${version}`);
}
