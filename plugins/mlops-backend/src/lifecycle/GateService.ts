import { InputError, NotFoundError } from '@backstage/errors';
import type { ModelGates, StageGates } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { toIsoString } from '../database/columns';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import { checkGates } from './gates/checkGates';
import type { GateStore } from './GateStore';
import type { StagedModel, StagedModels } from './StagedModels';
import { STAGES } from './stages';

/** What gates need to know of the catalog, handed in by the area that asks it. */
export interface KnownGroups {
  /** Those that the catalog doesn't have. */
  missing(groups: string[]): Promise<string[]>;
}

/** The gates that a model has besides the configured ones. Who may set them is asked elsewhere. */
export class GateService {
  constructor(
    private readonly database: Knex,
    private readonly store: GateStore,
    private readonly models: StagedModels,
    private readonly configured: StageGates,
    private readonly groups: KnownGroups,
    private readonly audit: AuditLog,
  ) {}

  async get(model: StagedModel): Promise<ModelGates> {
    const added = await this.store.find(model.id);
    return {
      configured: this.configured,
      added: added?.gates ?? {},
      ...(added && { updatedAt: toIsoString(added.updated_at), updatedBy: added.updated_by }),
    };
  }

  /** @throws `InputError` for gates that make no sense, `NotFoundError` when the model was deleted meanwhile */
  async set(
    actor: Actor,
    name: string,
    { gates, reason }: { gates: StageGates; reason: string },
  ): Promise<ModelGates> {
    const after = checkGates(gates, 'gates');
    const groups = STAGES.flatMap(stage => after[stage]?.approvals?.groups ?? []);
    const missing = await this.groups.missing([...new Set(groups)]);
    if (missing.length > 0) {
      throw new InputError(
        `The catalog has no ${missing.join(', ')}: nobody could give the approval`,
      );
    }
    const model = await this.database.transaction(async transaction => {
      const locked = await this.models.lock(transaction, name);
      if (!locked) {
        throw new NotFoundError(`There is no model ${name}`);
      }
      const before = (await this.store.find(locked.id, transaction))?.gates ?? {};
      if (JSON.stringify(before) !== JSON.stringify(after)) {
        await this.store.set(transaction, locked.id, after, actor.ref);
        await this.audit.append(transaction, {
          actor,
          action: 'gates.set',
          resource: { kind: 'model', name },
          reason,
          before,
          after,
        });
      }
      return locked;
    });
    return this.get(model);
  }
}
