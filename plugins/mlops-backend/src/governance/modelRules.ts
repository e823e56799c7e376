import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_MLOPS_MODEL } from '@mlops-backstage/plugin-mlops-common';
import { z } from 'zod';

/** What a rule looks at. */
export interface GovernedModel {
  readonly name: string;
  /** Entity reference, in lower case. */
  readonly owner: string;
}

/** What a rule asks of a list in SQL: the model's column has one of the values. */
export interface ModelFilter {
  readonly column: 'owner' | 'name';
  readonly values: readonly string[];
}

/** The resource that the permissions on models are asked of. */
export const mlopsModelResourceRef = createPermissionResourceRef<GovernedModel, ModelFilter>().with(
  { pluginId: 'mlops', resourceType: RESOURCE_TYPE_MLOPS_MODEL },
);

const lower = (values: string[]) => values.map(value => value.toLocaleLowerCase('en-US'));

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

/** Every rule on models. */
export const modelRules = [isOwnerRule, hasNameRule];

const exported = createConditionExports({
  resourceRef: mlopsModelResourceRef,
  rules: { isOwner: isOwnerRule, hasName: hasNameRule },
});

/** What a permission policy states its conditions on models with. */
export const modelConditions = exported.conditions;

/** Makes a conditional decision on models, for a permission policy. */
export const createModelConditionalDecision = exported.createConditionalDecision;
