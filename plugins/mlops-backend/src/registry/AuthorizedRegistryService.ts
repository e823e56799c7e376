import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  mlopsAliasUpdatePermission,
  mlopsArtifactReadPermission,
  mlopsModelCreatePermission,
  mlopsModelDeletePermission,
  mlopsModelReadPermission,
  mlopsModelUpdatePermission,
  mlopsVersionCreatePermission,
  mlopsVersionDeletePermission,
  mlopsVersionEvaluatePermission,
  mlopsVersionUpdatePermission,
} from '@mlops-backstage/plugin-mlops-common';
import type {
  ComparedVersion,
  Evaluation,
  EvaluationInput,
  ModelChange,
  ModelSummary,
  RegisteredModel,
  RegisteredVersion,
  Version,
  VersionChange,
} from '@mlops-backstage/plugin-mlops-common';
import type { CursorPosition } from '../database/cursor';
import { actorOf } from '../governance/Actor';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { ModelQuery } from './ModelQuery';
import type { ModelDescription, ModelRow } from './ModelStore';
import type { RegistrationService } from './RegistrationService';
import type { RegistryEditor } from './RegistryEditor';
import type { Page, RegistryService } from './RegistryService';
import type { VersionToRegister } from './VersionToRegister';

type Permission = Parameters<ModelAuthorizer['requireOn']>[1];

const noModel = (name: string) => `There is no model ${name}`;

/** Who may do what with the registry. */
export class AuthorizedRegistryService {
  constructor(
    private readonly registry: RegistryService,
    private readonly registration: RegistrationService,
    private readonly editor: RegistryEditor,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  async listModels(credentials: BackstageCredentials, query: ModelQuery) {
    return this.registry.listModels(query, await this.authorizer.readable(credentials));
  }

  /** A deleted model too, as long as it can be restored. */
  async getModel(credentials: BackstageCredentials, name: string): Promise<ModelSummary> {
    const model =
      (await this.registry.findModel(name)) ?? (await this.registry.findDeletedModel(name));
    return this.registry.getModel(
      await this.authorizer.requireOn(credentials, mlopsModelReadPermission, model, noModel(name)),
    );
  }

  async listVersions(
    credentials: BackstageCredentials,
    name: string,
    page: { limit: number; below?: number; deleted?: boolean },
  ): Promise<Page<Version>> {
    const model = await this.require(credentials, mlopsModelReadPermission, name);
    return this.registry.listVersions(model, page);
  }

  /** A deleted version too, as long as it can be restored. */
  async getVersion(
    credentials: BackstageCredentials,
    name: string,
    version: number,
  ): Promise<Version> {
    const model = await this.require(credentials, mlopsModelReadPermission, name);
    return this.registry.getVersionOrDeleted(model, version);
  }

  async getArtifact(
    credentials: BackstageCredentials,
    name: string,
    version: number,
  ): Promise<Version> {
    const model = await this.require(credentials, mlopsArtifactReadPermission, name);
    return this.registry.getVersion(model, version);
  }

  async listEvaluations(
    credentials: BackstageCredentials,
    name: string,
    version: number,
  ): Promise<Evaluation[]> {
    const model = await this.require(credentials, mlopsModelReadPermission, name);
    return this.registry.listEvaluations(model, version);
  }

  async listModelEvaluations(
    credentials: BackstageCredentials,
    name: string,
    page: { split?: Evaluation['split']; limit: number; after?: CursorPosition },
  ) {
    const model = await this.require(credentials, mlopsModelReadPermission, name);
    return this.registry.listModelEvaluations(model, page);
  }

  async compareVersions(
    credentials: BackstageCredentials,
    keys: Array<{ model: string; version: number }>,
  ): Promise<ComparedVersion[]> {
    const models = await this.registry.findModels(keys.map(({ model }) => model));
    const readable = new Map<string, ModelRow>();
    for (const { model } of keys) {
      readable.set(
        model,
        await this.authorizer.requireOn(
          credentials,
          mlopsModelReadPermission,
          models.get(model),
          noModel(model),
        ),
      );
    }
    return this.registry.compareVersions(
      keys.map(({ model, version }) => ({ model: readable.get(model)!, version })),
    );
  }

  /** Asked before the upload is read, so that nobody can fill the disk without permission. */
  async mayRegisterModel(credentials: BackstageCredentials): Promise<void> {
    await this.authorizer.require(credentials, mlopsModelCreatePermission);
  }

  async registerModel(
    credentials: BackstageCredentials,
    description: ModelDescription,
    first: VersionToRegister | undefined,
  ): Promise<RegisteredModel> {
    await this.mayRegisterModel(credentials);
    return this.registration.registerModel(actorOf(credentials), description, first, model =>
      this.authorizer.isAllowedOn(credentials, mlopsModelReadPermission, model),
    );
  }

  /** Asked before the upload is read. */
  async mayRegisterVersion(credentials: BackstageCredentials, name: string): Promise<void> {
    await this.require(credentials, mlopsVersionCreatePermission, name);
  }

  async registerVersion(
    credentials: BackstageCredentials,
    name: string,
    version: VersionToRegister,
  ): Promise<RegisteredVersion> {
    await this.mayRegisterVersion(credentials, name);
    return this.registration.registerVersion(actorOf(credentials), name, version);
  }

  async addEvaluation(
    credentials: BackstageCredentials,
    name: string,
    version: number,
    evaluation: EvaluationInput,
  ): Promise<Evaluation> {
    await this.require(credentials, mlopsVersionEvaluatePermission, name);
    return this.editor.addEvaluation(actorOf(credentials), name, version, evaluation);
  }

  async updateModel(
    credentials: BackstageCredentials,
    name: string,
    change: ModelChange,
  ): Promise<ModelSummary> {
    await this.require(credentials, mlopsModelUpdatePermission, name);
    await this.editor.updateModel(actorOf(credentials), name, change);
    return this.present(name);
  }

  async deleteModel(
    credentials: BackstageCredentials,
    name: string,
    reason: string,
  ): Promise<ModelSummary> {
    await this.require(credentials, mlopsModelDeletePermission, name);
    await this.editor.deleteModel(actorOf(credentials), name, reason);
    return this.present(name);
  }

  async restoreModel(
    credentials: BackstageCredentials,
    name: string,
    reason: string,
  ): Promise<ModelSummary> {
    await this.authorizer.requireOn(
      credentials,
      mlopsModelDeletePermission,
      await this.registry.findDeletedModel(name),
      `There is no deleted model ${name}`,
    );
    await this.editor.restoreModel(actorOf(credentials), name, reason);
    return this.present(name);
  }

  async updateVersion(
    credentials: BackstageCredentials,
    name: string,
    version: number,
    change: VersionChange,
  ): Promise<Version> {
    const model = await this.require(credentials, mlopsVersionUpdatePermission, name);
    await this.editor.updateVersion(actorOf(credentials), name, version, change);
    return this.registry.getVersion(model, version);
  }

  async deleteVersion(
    credentials: BackstageCredentials,
    name: string,
    version: number,
    reason: string,
  ): Promise<Version> {
    const model = await this.require(credentials, mlopsVersionDeletePermission, name);
    await this.editor.deleteVersion(actorOf(credentials), name, version, reason);
    return this.registry.getVersionOrDeleted(model, version);
  }

  async restoreVersion(
    credentials: BackstageCredentials,
    name: string,
    version: number,
    reason: string,
  ): Promise<Version> {
    const model = await this.require(credentials, mlopsVersionDeletePermission, name);
    await this.editor.restoreVersion(actorOf(credentials), name, version, reason);
    return this.registry.getVersion(model, version);
  }

  async setAlias(
    credentials: BackstageCredentials,
    name: string,
    alias: string,
    request: { version: number; reason: string },
  ): Promise<ModelSummary> {
    await this.require(credentials, mlopsAliasUpdatePermission, name);
    await this.editor.setAlias(actorOf(credentials), name, alias, request);
    return this.present(name);
  }

  async removeAlias(
    credentials: BackstageCredentials,
    name: string,
    alias: string,
    reason: string,
  ): Promise<ModelSummary> {
    await this.require(credentials, mlopsAliasUpdatePermission, name);
    await this.editor.removeAlias(actorOf(credentials), name, alias, reason);
    return this.present(name);
  }

  /** A model after a change that the caller was allowed to make. */
  private async present(name: string): Promise<ModelSummary> {
    const model =
      (await this.registry.findModel(name)) ?? (await this.registry.findDeletedModel(name));
    if (!model) {
      throw new NotFoundError(noModel(name));
    }
    return this.registry.getModel(model);
  }

  private async require(
    credentials: BackstageCredentials,
    permission: Permission,
    name: string,
  ): Promise<ModelRow> {
    const model = await this.registry.findModel(name);
    return this.authorizer.requireOn(credentials, permission, model, noModel(name));
  }
}
