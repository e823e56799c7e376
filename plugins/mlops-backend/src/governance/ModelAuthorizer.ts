import type { BackstageCredentials, PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  BasicPermission,
  PermissionCriteria,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import type { PermissionRuleset } from '@backstage/plugin-permission-node';
import { mlopsModelReadPermission } from '@mlops-backstage/plugin-mlops-common';
import type { Stage } from '@mlops-backstage/plugin-mlops-common';
import type { GovernedModel, ModelFilter } from './modelRules';

/** What a list may show: everything, nothing, or what meets the criteria. */
export type ReadableModels = 'all' | 'none' | PermissionCriteria<ModelFilter>;

/** Keeps that an attempt was denied, at a model or at the registry as a whole. */
export type DenialListener = (
  credentials: BackstageCredentials,
  permission: BasicPermission | ResourcePermission,
  model?: GovernedModel,
) => Promise<void>;

/** What of a model an operation is about, where rules look at it. */
export interface OperationScope {
  /** The stage of the version. */
  stage?: Stage;
  /** The environment of the deployment. */
  environment?: string;
}

type ModelPermission = ResourcePermission<'mlops-model'>;

/** Asks the permission framework who may do what on models. */
export class ModelAuthorizer {
  private readonly meets: ReturnType<typeof createConditionAuthorizer<GovernedModel>>;
  private readonly toFilter: ReturnType<typeof createConditionTransformer<ModelFilter>>;

  constructor(
    private readonly permissions: PermissionsService,
    ruleset: PermissionRuleset<GovernedModel, ModelFilter, 'mlops-model'>,
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
   * @throws `NotFoundError`, `NotAllowedError`
   */
  async requireOn<M extends GovernedModel>(
    credentials: BackstageCredentials,
    permission: ModelPermission,
    model: M | undefined,
    notFound: string,
    _scope: OperationScope = {},
  ): Promise<M> {
    const [read, asked] = await this.permissions.authorizeConditional(
      [{ permission: mlopsModelReadPermission }, { permission }],
      { credentials },
    );
    if (!model) {
      throw new NotFoundError(notFound);
    }
    if (!this.meets(read, model)) {
      await this.onDenied(credentials, mlopsModelReadPermission, model);
      throw new NotFoundError(notFound);
    }
    if (!this.meets(asked, model)) {
      await this.onDenied(credentials, permission, model);
      throw new NotAllowedError(
        `${permission.name} on the model ${model.name} is not granted to you`,
      );
    }
    return model;
  }

  /** Whether a permission on a model is granted. */
  async isAllowedOn(
    credentials: BackstageCredentials,
    permission: ModelPermission,
    model: GovernedModel,
  ): Promise<boolean> {
    const [decision] = await this.permissions.authorizeConditional([{ permission }], {
      credentials,
    });
    return this.meets(decision, model);
  }

  /** What of the models a list may show. */
  async readable(credentials: BackstageCredentials): Promise<ReadableModels> {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission: mlopsModelReadPermission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      return this.toFilter(decision.conditions) as PermissionCriteria<ModelFilter>;
    }
    return decision.result === AuthorizeResult.ALLOW ? 'all' : 'none';
  }
}
