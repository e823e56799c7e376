import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_MLOPS_MODEL } from '@mlops-backstage/plugin-mlops-common';
import type { Stage } from '@mlops-backstage/plugin-mlops-common';
import { z } from 'zod';
import { STAGES } from '../lifecycle/stages';

/** What rules look at. */
export interface GovernedModel {
  readonly name: string;
  /** Entity reference, in lower case. */
  readonly owner: string;
  /** Entity reference, in lower case. */
  readonly system: string | null;
  readonly tags: readonly string[];
  /**
   * The stages that its versions are in, those of deleted ones left out; of a decision about one version, the stage of
   * that one.
   */
  readonly stages: readonly Stage[];
  /**
   * The environments that it has deployments in, undeployed ones included; of a decision about one deployment, the
   * environment of that one.
   */
  readonly environments: readonly string[];
}

/** What a rule asks of a list in SQL: a column of the model, or something that it has several of, has one of the values. */
export type ModelFilter =
  | { readonly column: 'owner' | 'name' | 'system'; readonly values: readonly string[] }
  | { readonly any: 'tag' | 'stage' | 'environment'; readonly values: readonly string[] };

/** The resource that the permissions on models are asked of. */
export const mlopsModelResourceRef = createPermissionResourceRef<GovernedModel, ModelFilter>().with(
  { pluginId: 'mlops', resourceType: RESOURCE_TYPE_MLOPS_MODEL },
);

const lower = (values: string[]) => values.map(value => value.toLocaleLowerCase('en-US'));

const overlap = (some: readonly string[], others: readonly string[]) =>
  some.some(value => others.includes(value));

/** The model is owned by one of the given entities. */
export const isOwnerRule = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Allow models owned by any of the given entities',
  resourceRef: mlopsModelResourceRef,
  paramsSchema: z.object({
    claims: z.array(z.string()).describe('Entity references, one of which has to own the model'),
  }),
  apply: (model, { claims }) => lower(claims).includes(model.owner),
  toQuery: ({ claims }) => ({ column: 'owner', values: lower(claims) }),
});

/** The model has one of the given names. */
export const hasNameRule = createPermissionRule({
  name: 'HAS_NAME',
  description: 'Allow models with any of the given names',
  resourceRef: mlopsModelResourceRef,
  paramsSchema: z.object({ names: z.array(z.string()).describe('Names of models') }),
  apply: (model, { names }) => names.includes(model.name),
  toQuery: ({ names }) => ({ column: 'name', values: names }),
});

/** The model is part of one of the given systems. A model without a system is part of none. */
export const inSystemRule = createPermissionRule({
  name: 'IN_SYSTEM',
  description: 'Allow models that are part of any of the given systems',
  resourceRef: mlopsModelResourceRef,
  paramsSchema: z.object({
    systems: z.array(z.string()).describe('Entity references, such as system:default/pricing'),
  }),
  apply: (model, { systems }) => model.system !== null && lower(systems).includes(model.system),
  toQuery: ({ systems }) => ({ column: 'system', values: lower(systems) }),
});

/** The model carries one of the given tags. Those of its versions don't count. */
export const hasTagRule = createPermissionRule({
  name: 'HAS_TAG',
  description: 'Allow models with any of the given tags',
  resourceRef: mlopsModelResourceRef,
  paramsSchema: z.object({ tags: z.array(z.string()).describe('Tags of models') }),
  apply: (model, { tags }) => overlap(tags, model.tags),
  toQuery: ({ tags }) => ({ any: 'tag', values: tags }),
});

/**
 * The version that the decision is about is in one of the given stages. Where it is about the model as a whole, such as
 * reading it, the rule holds when any version of the model that isn't deleted is in one of them; a model without versions
 * is in no stage.
 */
export const hasStageRule = createPermissionRule({
  name: 'HAS_STAGE',
  description: 'Allow versions in any of the given stages, and models that have one',
  resourceRef: mlopsModelResourceRef,
  paramsSchema: z.object({ stages: z.array(z.enum(STAGES)).describe('Stages of versions') }),
  apply: (model, params) => overlap(params.stages, model.stages),
  toQuery: params => ({ any: 'stage', values: params.stages }),
});

/**
 * The deployment that the decision is about is in one of the given environments. Where it is about the model as a whole,
 * the rule holds when the model has a deployment in one of them, whether it serves at the moment or not.
 */
export const inEnvironmentRule = createPermissionRule({
  name: 'IN_ENVIRONMENT',
  description: 'Allow deployments in any of the given environments, and models that have one',
  resourceRef: mlopsModelResourceRef,
  paramsSchema: z.object({
    environments: z.array(z.string()).describe('Names of environments, such as production'),
  }),
  apply: (model, { environments }) => overlap(environments, model.environments),
  toQuery: ({ environments }) => ({ any: 'environment', values: environments }),
});

/** Every rule on models. */
export const modelRules = [
  isOwnerRule,
  hasNameRule,
  inSystemRule,
  hasTagRule,
  hasStageRule,
  inEnvironmentRule,
];

const exported = createConditionExports({
  resourceRef: mlopsModelResourceRef,
  rules: {
    isOwner: isOwnerRule,
    hasName: hasNameRule,
    inSystem: inSystemRule,
    hasTag: hasTagRule,
    hasStage: hasStageRule,
    inEnvironment: inEnvironmentRule,
  },
});

/** What a permission policy states its conditions on models with. */
export const modelConditions = exported.conditions;

/** Makes a conditional decision on models, for a permission policy. */
export const createModelConditionalDecision = exported.createConditionalDecision;
