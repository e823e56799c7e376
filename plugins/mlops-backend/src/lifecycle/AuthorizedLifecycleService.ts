import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  mlopsGatesUpdatePermission,
  mlopsModelReadPermission,
  mlopsVersionTransitionPermission,
} from '@mlops-backstage/plugin-mlops-common';
import type {
  LifecyclePolicy,
  ModelGates,
  Stage,
  StageGates,
  TransitionOption,
} from '@mlops-backstage/plugin-mlops-common';
import { actorOf } from '../governance/Actor';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { ApprovalPresenter } from './ApprovalPresenter';
import type { GateService } from './GateService';
import type { StagedModel, StagedModels, StagedVersion } from './StagedModels';
import type { TransitionService } from './TransitionService';

type Permission = Parameters<ModelAuthorizer['requireOn']>[1];

/** Who may see and set gates, and move versions. */
export class AuthorizedLifecycleService {
  constructor(
    private readonly policy: LifecyclePolicy,
    private readonly models: StagedModels,
    private readonly gates: GateService,
    private readonly transitions: TransitionService,
    private readonly presenter: ApprovalPresenter,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  async getPolicy(credentials: BackstageCredentials): Promise<LifecyclePolicy> {
    await this.authorizer.requireOnAny(credentials, mlopsModelReadPermission);
    return this.policy;
  }

  async getGates(credentials: BackstageCredentials, name: string): Promise<ModelGates> {
    return this.gates.get(await this.require(credentials, mlopsModelReadPermission, name));
  }

  async setGates(
    credentials: BackstageCredentials,
    name: string,
    request: { gates: StageGates; reason: string },
  ): Promise<ModelGates> {
    await this.require(credentials, mlopsGatesUpdatePermission, name);
    return this.gates.set(actorOf(credentials), name, request);
  }

  async listTransitions(
    credentials: BackstageCredentials,
    name: string,
    number: number,
  ): Promise<{ stage: Stage; items: TransitionOption[] }> {
    const model = await this.require(credentials, mlopsModelReadPermission, name);
    const version = existing(model, number, await this.models.findVersion(model.id, number));
    const options = await this.transitions.options(model, version);
    const items = await Promise.all(
      options.map(async ({ approval, ...option }) => ({
        ...option,
        ...(approval && { approval: (await this.presenter.present(credentials, [approval]))[0] }),
      })),
    );
    return { stage: version.stage, items };
  }

  /** Asked of the stage that the version leaves and of the one that it enters. */
  async transition(
    credentials: BackstageCredentials,
    name: string,
    number: number,
    { to, reason }: { to: Stage; reason: string },
  ): Promise<void> {
    const model = await this.models.find(name);
    const version = model && (await this.models.findVersion(model.id, number));
    const permission = mlopsVersionTransitionPermission;
    const found = await this.require(credentials, permission, name, version?.stage);
    await this.require(credentials, permission, name, to);
    const { stage: from } = existing(found, number, version);
    await this.transitions.transition(actorOf(credentials), name, number, { from, to, reason });
  }

  private async require(
    credentials: BackstageCredentials,
    permission: Permission,
    name: string,
    stage?: Stage,
  ): Promise<StagedModel> {
    return this.authorizer.requireOn(
      credentials,
      permission,
      await this.models.find(name),
      `There is no model ${name}`,
      { stage },
    );
  }
}

/** Only who may see the model is told which versions it doesn't have. @throws `NotFoundError` */
function existing(
  { name }: StagedModel,
  number: number,
  version: StagedVersion | undefined,
): StagedVersion {
  if (!version) {
    throw new NotFoundError(`The model ${name} has no version ${number}`);
  }
  return version;
}
