import { InputError, NotFoundError } from '@backstage/errors';
import type {
  AlertMute,
  AlertRule,
  AlertRuleDefinition,
  AlertRules,
} from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { toIsoString } from '../../database/columns';
import type { Actor } from '../../governance/Actor';
import type { AuditLog } from '../../governance/AuditLog';
import type { AlertedDeployments, AlertedModels } from '../AlertService';
import type { AlertedModel } from '../AlertTeller';
import type { MuteRow, MuteStore } from '../MuteStore';
import { checkRule, completeRule, isSameRule } from './AlertRule';
import { ruleInWords } from './ruleInWords';
import type { RuleRow, RuleStore } from './RuleStore';
import type { NamedRuleStateRow, RuleStateStore } from './RuleStateStore';

/** As many as somebody still knows what each is for. */
const MOST_RULES = 50;
const LONGEST_MUTE_MS = 366 * 24 * 3_600_000;

/** The model that rules are of. */
export type RuledModel = Pick<AlertedModel, 'id'> & { name: string };

/** The rules of models, and what of their alerts is mute. Who may do it is asked elsewhere. */
export class AlertRuleService {
  constructor(
    private readonly database: Knex,
    private readonly configured: ReadonlyMap<string, AlertRuleDefinition>,
    private readonly stores: { rules: RuleStore; states: RuleStateStore; mutes: MuteStore },
    private readonly models: AlertedModels,
    private readonly deployments: AlertedDeployments,
    private readonly audit: AuditLog,
  ) {}

  async list({ id }: RuledModel): Promise<AlertRules> {
    const [own, states, mutes] = await Promise.all([
      this.stores.rules.listOfModel(id),
      this.stores.states.listOfModel(id),
      this.stores.mutes.listOfModel(id),
    ]);
    const muteOf = (rule: string) => mutes.find(mute => mute.rule === rule);
    const names = new Set([...this.configured.keys(), ...own.map(({ name }) => name)]);
    const all = muteOf('');
    return {
      items: [...names].sort().map(name =>
        presentRule(
          name,
          this.configured.get(name),
          own.find(rule => rule.name === name),
          states.filter(({ rule }) => rule === name),
          muteOf(name),
        ),
      ),
      ...(all && { mute: presentMute(all) }),
    };
  }

  /** @throws `InputError` for a rule that makes no sense, `NotFoundError` for a deployment that the model doesn't have */
  async set(
    actor: Actor,
    model: RuledModel,
    name: string,
    { definition, reason }: { definition: AlertRuleDefinition; reason: string },
  ): Promise<AlertRules> {
    checkRule(definition, name);
    const { deployment } = definition;
    if (deployment !== undefined && (await this.deployments.modelOf(deployment)) !== model.name) {
      throw new NotFoundError(`The model ${model.name} has no deployment ${deployment}`);
    }
    await this.database.transaction(async transaction => {
      const { id } = await this.hold(transaction, model.name);
      const own = await this.stores.rules.listOfModel(id, transaction);
      const before = own.find(rule => rule.name === name);
      if (!before && own.length >= MOST_RULES) {
        throw new InputError(`A model has at most ${MOST_RULES} rules of its own`);
      }
      if (before && isSameRule(before.definition, definition)) {
        return;
      }
      await this.stores.rules.set(transaction, {
        model_id: id,
        name,
        definition,
        updated_by: actor.ref,
      });
      await this.audit.append(transaction, {
        actor,
        action: 'alertrules.set',
        resource: { kind: 'model', name: model.name },
        reason,
        ...(before && { before: { rule: name, ...before.definition } }),
        after: { rule: name, ...definition },
      });
    });
    return this.list(model);
  }

  /** @throws `NotFoundError` for a rule that the model itself doesn't have */
  async remove(actor: Actor, model: RuledModel, name: string, reason: string): Promise<AlertRules> {
    await this.database.transaction(async transaction => {
      const { id } = await this.hold(transaction, model.name);
      const own = await this.stores.rules.listOfModel(id, transaction);
      const before = own.find(rule => rule.name === name);
      if (!before) {
        throw new NotFoundError(
          this.configured.has(name)
            ? `The rule ${name} is configured for all models: it can be turned off, not removed`
            : `The model ${model.name} has no rule ${name}`,
        );
      }
      await this.stores.rules.remove(transaction, id, name);
      await this.audit.append(transaction, {
        actor,
        action: 'alertrules.remove',
        resource: { kind: 'model', name: model.name },
        reason,
        before: { rule: name, ...before.definition },
      });
    });
    return this.list(model);
  }

  /**
   * @param mute.rule - all alerts of the model without it
   * @throws `InputError` for a time that is over or too far away, `NotFoundError` for a rule that doesn't hold for the model
   */
  async mute(
    actor: Actor,
    model: RuledModel,
    { rule, until, reason }: { rule?: string; until: Date; reason: string },
  ): Promise<AlertRules> {
    const ms = until.getTime() - Date.now();
    if (!(ms > 0 && ms <= LONGEST_MUTE_MS)) {
      throw new InputError(
        'Alerts can be mute until a time in the future, at most a year from now',
      );
    }
    await this.database.transaction(async transaction => {
      const { id } = await this.hold(transaction, model.name);
      if (rule !== undefined && !this.configured.has(rule)) {
        const own = await this.stores.rules.listOfModel(id, transaction);
        if (!own.some(({ name }) => name === rule)) {
          throw new NotFoundError(`The model ${model.name} has no rule ${rule}`);
        }
      }
      const before = await this.mutedBefore(transaction, id, rule);
      await this.stores.mutes.set(transaction, {
        model_id: id,
        rule: rule ?? '',
        until,
        reason,
        muted_by: actor.ref,
      });
      await this.audit.append(transaction, {
        actor,
        action: 'alert.mute',
        resource: { kind: 'model', name: model.name },
        reason,
        ...(before && { before: { rule, until: toIsoString(before.until) } }),
        after: { rule, until: until.toISOString() },
      });
    });
    return this.list(model);
  }

  /** @throws `NotFoundError` when nothing of the kind is mute */
  async unmute(
    actor: Actor,
    model: RuledModel,
    rule: string | undefined,
    reason: string,
  ): Promise<AlertRules> {
    await this.database.transaction(async transaction => {
      const { id } = await this.hold(transaction, model.name);
      const before = await this.mutedBefore(transaction, id, rule);
      if (!before) {
        throw new NotFoundError(
          rule === undefined
            ? `The alerts of the model ${model.name} are not mute`
            : `The alerts of the rule ${rule} are not mute`,
        );
      }
      await this.stores.mutes.remove(transaction, id, rule ?? '');
      await this.audit.append(transaction, {
        actor,
        action: 'alert.unmute',
        resource: { kind: 'model', name: model.name },
        reason,
        before: { rule, until: toIsoString(before.until) },
      });
    });
    return this.list(model);
  }

  private async mutedBefore(
    transaction: Knex.Transaction,
    modelId: string,
    rule: string | undefined,
  ): Promise<MuteRow | undefined> {
    const mutes = await this.stores.mutes.listOfModel(modelId, transaction);
    return mutes.find(mute => mute.rule === (rule ?? ''));
  }

  private async hold(transaction: Knex.Transaction, name: string): Promise<AlertedModel> {
    const model = await this.models.lock(transaction, name);
    if (!model) {
      throw new NotFoundError(`There is no model ${name}`);
    }
    return model;
  }
}

function presentRule(
  name: string,
  configured: AlertRuleDefinition | undefined,
  own: RuleRow | undefined,
  states: NamedRuleStateRow[],
  mute: MuteRow | undefined,
): AlertRule {
  const definition = completeRule((own?.definition ?? configured)!);
  return {
    name,
    origin: own ? 'model' : 'configured',
    ...(own && configured && { configured: completeRule(configured) }),
    sentence: ruleInWords(definition),
    definition,
    states: states.map(state => ({
      deployment: state.deployment,
      breaches: state.breaches,
      ...(state.alert_id !== null && { alert: state.alert_id }),
      ...(state.looked_until !== null && { lookedUntil: toIsoString(state.looked_until) }),
      ...(state.points.length > 0 && { value: state.points[state.points.length - 1].value }),
    })),
    ...(mute && { mute: presentMute(mute) }),
    ...(own && { updatedAt: toIsoString(own.updated_at), updatedBy: own.updated_by }),
  };
}

function presentMute(row: MuteRow): AlertMute {
  return {
    until: toIsoString(row.until),
    reason: row.reason,
    mutedAt: toIsoString(row.muted_at),
    mutedBy: row.muted_by,
  };
}
