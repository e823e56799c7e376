import { ConflictError, NotFoundError } from '@backstage/errors';
import type { LifecyclePolicy, Stage } from '@mlops-backstage/plugin-mlops-common';
import type { Actor } from '../governance/Actor';
import type { Precondition } from '../lifecycle/Precondition';
import type { RetrainedVersions } from './RetrainedModels';
import { stagesTo } from './stagesTo';

/** What promotions ask of the lifecycle. */
export interface PromotingLifecycle {
  policy: Pick<LifecyclePolicy, 'transitions'>;
  /** Whether a version needs an approval that it doesn't have yet to enter a stage. */
  needsApproval(model: string, version: number, to: Stage): Promise<boolean>;
  approvals: {
    request(
      actor: Actor,
      change: { model: string; version: number; from: Stage; to: Stage; reason: string },
    ): Promise<unknown>;
  };
  transitions: {
    /** @throws `ConflictError` where a gate or the precondition refuses it */
    transition(
      actor: Actor,
      model: string,
      version: number,
      change: { from: Stage; to: Stage; reason: string; precondition?: Precondition },
    ): Promise<void>;
  };
}

/** Moves versions to a stage as far as gates let them, and asks for the approvals that are missing. */
export class Promotion {
  constructor(
    private readonly lifecycle: PromotingLifecycle,
    private readonly versions: RetrainedVersions,
  ) {}

  /**
   * @param precondition - looked at again with each stage
   * @returns what was done, in words
   * @throws `NotFoundError`; `ConflictError` where the stages don't lead there, or a gate or the precondition refuses it
   */
  async run(
    actor: Actor,
    model: string,
    version: number,
    target: Stage,
    reason: string,
    precondition?: Precondition,
  ): Promise<string> {
    const name = `${model}@${version}`;
    const first = (await this.versions.findVersionOf(model, version))?.stage;
    if (!first) {
      throw new NotFoundError(`The model ${model} has no version ${version}`);
    }
    const stages = stagesTo(this.lifecycle.policy, first, target);
    if (!stages) {
      throw new ConflictError(`${name} can't get from ${first} to ${target}`);
    }
    let from = first;
    for (const to of stages) {
      if (await this.lifecycle.needsApproval(model, version, to)) {
        await this.lifecycle.approvals.request(actor, { model, version, from, to, reason });
        const where = from === first ? '' : `Version ${version} is in ${from}. `;
        return `${where}Approval was asked for, to move version ${version} to ${to}`;
      }
      await this.lifecycle.transitions.transition(actor, model, version, {
        from,
        to,
        reason,
        precondition,
      });
      from = to;
    }
    return `Version ${version} is in ${target}`;
  }
}
