import type { BackstageCredentials, PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  BasicPermission,
  PermissionCriteria,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import type { PermissionRuleset } from '@backstage/plugin-permission-node';
import { mlopsModelReadPermission } from '@mlops-backstage/plugin-mlops-common';
import type { Stage } from '@mlops-backstage/plugin-mlops-common';
import type { GovernedModels } from './GovernedModels';
import type { GovernedModel, ModelFilter } from './modelRules';

/** What a list may show: everything, nothing, or what meets the criteria. */
export type ReadableModels = 'all' | 'none' | PermissionCriteria<ModelFilter>;

/** A model whose permissions are asked for. What else rules look at is read when a decision depends on it. */
export type AskedModel = Pick<GovernedModel, 'name' | 'owner'>;

/** Keeps that an attempt was denied, at a model or at the registry as a whole. */
export type DenialListener = (
  credentials: BackstageCredentials,
  permission: BasicPermission | ResourcePermission,
  model?: AskedModel,
) => Promise<void>;

/** What of a model an operation is about. It narrows what rules look at to the one version or deployment. */
export interface OperationScope {
  /** The stage of the version. */
  stage?: Stage;
  /** The environment of the deployment. */
  environment?: string;
}

export type ModelPermission = ResourcePermission<'mlops-model'>;

/** A permission, and what of the model it is asked for. */
export interface ScopedPermission {
  permission: ModelPermission;
  scope?: OperationScope;
}

function narrow(model: GovernedModel, { stage, environment }: OperationScope): GovernedModel {
  return {
    ...model,
    ...(stage !== undefined && { stages: [stage] }),
    ...(environment !== undefined && { environments: [environment] }),
  };
}

/** Such as ` at the stage Staging in the environment production`. */
function inWords({ stage, environment }: OperationScope): string {
  const at = stage === undefined ? '' : ` at the stage ${stage}`;
  return environment === undefined ? at : `${at} in the environment ${environment}`;
}

/** Asks the permission framework who may do what on models. */
export class ModelAuthorizer {
  private readonly meets: ReturnType<typeof createConditionAuthorizer<GovernedModel>>;
  private readonly toFilter: ReturnType<typeof createConditionTransformer<ModelFilter>>;

  constructor(
    private readonly permissions: PermissionsService,
    ruleset: PermissionRuleset<GovernedModel, ModelFilter, 'mlops-model'>,
    private readonly models: GovernedModels,
    /** Told of an attempt that was denied, before the refusal is answered. */
    private readonly onDenied: DenialListener = async () => {},
  ) {
    this.meets = createConditionAuthorizer(ruleset);
    this.toFilter = createConditionTransformer(ruleset);
  }

  /** @throws `NotAllowedError` */
  async require(credentials: BackstageCredentials, permission: BasicPermission): Promise<void> {
    const [decision] = await this.permissions.authorize([{ permission }], { credentials });
    if (decision.result !== AuthorizeResult.ALLOW) {
      await this.onDenied(credentials, permission);
      throw new NotAllowedError(`${permission.name} is not granted to you`);
    }
  }

  /**
   * Requires a permission on a model. Who may not read the model gets the answer that a missing one gives: a refusal
   * must not tell that it exists.
   *
   * @param notFound - the message for a model that isn't there or may not be read
   * @param scope - what of the model it is about. Reading is always about the model as a whole, as lists show it.
   * @throws `NotFoundError`, `NotAllowedError`
   */
  async requireOn<M extends AskedModel>(
    credentials: BackstageCredentials,
    permission: ModelPermission,
    model: M | undefined,
    notFound: string,
    scope: OperationScope = {},
  ): Promise<M> {
    const [read, asked] = await this.permissions.authorizeConditional(
      [{ permission: mlopsModelReadPermission }, { permission }],
      { credentials },
    );
    if (!model) {
      throw new NotFoundError(notFound);
    }
    const governed = await this.governed(model, [read, asked]);
    if (!this.meets(read, governed)) {
      await this.onDenied(credentials, mlopsModelReadPermission, model);
      throw new NotFoundError(notFound);
    }
    if (!this.meetsWithin(asked, governed, { permission, scope })) {
      await this.onDenied(credentials, permission, model);
      throw new NotAllowedError(
        `${permission.name} on the model ${model.name}${inWords(scope)} is not granted to you`,
      );
    }
    return model;
  }

  /**
   * Requires that a permission is granted on any model at all, for what is about none of them.
   *
   * @throws `NotAllowedError`
   */
  async requireOnAny(
    credentials: BackstageCredentials,
    permission: ModelPermission,
  ): Promise<void> {
    const [decision] = await this.permissions.authorizeConditional([{ permission }], {
      credentials,
    });
    if (decision.result === AuthorizeResult.DENY) {
      await this.onDenied(credentials, permission);
      throw new NotAllowedError(`${permission.name} is not granted to you`);
    }
  }

  /** Whether a permission on a model is granted. */
  async isAllowedOn(
    credentials: BackstageCredentials,
    permission: ModelPermission,
    model: AskedModel,
  ): Promise<boolean> {
    const [decision] = await this.permissions.authorizeConditional([{ permission }], {
      credentials,
    });
    return this.meets(decision, await this.governed(model, [decision]));
  }

  /** Which of several permissions on a model are granted: for each whether it is. */
  async areAllowedOn(
    credentials: BackstageCredentials,
    asked: readonly ScopedPermission[],
    model: AskedModel,
  ): Promise<boolean[]> {
    const permissions = [...new Set(asked.map(({ permission }) => permission))];
    const decisions = await this.permissions.authorizeConditional(
      permissions.map(permission => ({ permission })),
      { credentials },
    );
    const decisionOn = new Map(permissions.map((permission, i) => [permission, decisions[i]]));
    const governed = await this.governed(model, decisions);
    return asked.map(one => this.meetsWithin(decisionOn.get(one.permission)!, governed, one));
  }

  /** Whether a decision grants a permission on a model. */
  meetsWithin(
    decision: PolicyDecision,
    model: GovernedModel,
    { permission, scope = {} }: ScopedPermission,
  ): boolean {
    const isRead = permission.name === mlopsModelReadPermission.name;
    return this.meets(decision, isRead ? model : narrow(model, scope));
  }

  /** What of the models a list may show. */
  readable(credentials: BackstageCredentials): Promise<ReadableModels> {
    return this.grantedModels(credentials, mlopsModelReadPermission);
  }

  /** The models that may be read and on which, as a whole, all of some further permissions are granted. */
  async readableWith(
    credentials: BackstageCredentials,
    ...permissions: ModelPermission[]
  ): Promise<ReadableModels> {
    return this.grantedModels(credentials, mlopsModelReadPermission, ...permissions);
  }

  private async grantedModels(
    credentials: BackstageCredentials,
    ...permissions: ModelPermission[]
  ): Promise<ReadableModels> {
    const decisions = await this.permissions.authorizeConditional(
      permissions.map(permission => ({ permission })),
      { credentials },
    );
    if (decisions.some(({ result }) => result === AuthorizeResult.DENY)) {
      return 'none';
    }
    const [first, ...others] = decisions.flatMap(decision =>
      decision.result === AuthorizeResult.CONDITIONAL
        ? [this.toFilter(decision.conditions) as PermissionCriteria<ModelFilter>]
        : [],
    );
    if (!first) {
      return 'all';
    }
    return others.length > 0 ? { allOf: [first, ...others] } : first;
  }

  /** What rules look at, read only where a decision depends on it. */
  private async governed(
    model: AskedModel,
    decisions: readonly PolicyDecision[],
  ): Promise<GovernedModel> {
    const { name, owner } = model;
    const unknown = { system: null, tags: [], stages: [], environments: [] };
    const found = decisions.some(({ result }) => result === AuthorizeResult.CONDITIONAL)
      ? (await this.models.find([name])).get(name)
      : undefined;
    return { ...unknown, ...found, name, owner };
  }
}
