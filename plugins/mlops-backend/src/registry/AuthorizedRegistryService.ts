import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  mlopsArtifactReadPermission,
  mlopsModelCreatePermission,
  mlopsModelReadPermission,
  mlopsVersionCreatePermission,
  mlopsVersionEvaluatePermission,
} from '@mlops-backstage/plugin-mlops-common';
import type {
  Evaluation,
  EvaluationInput,
  ModelSummary,
  RegisteredVersion,
  Version,
  VersionRegistration,
} from '@mlops-backstage/plugin-mlops-common';
import { actorOf } from '../governance/Actor';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { ModelDescription, ModelQuery, ModelRow } from './ModelStore';
import type { Page, RegistryService, VersionFiles } from './RegistryService';

/** Who may do what with the registry. */
export class AuthorizedRegistryService {
  constructor(
    private readonly registry: RegistryService,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  async listModels(
    credentials: BackstageCredentials,
    query: ModelQuery,
  ): Promise<Page<ModelSummary>> {
    return this.registry.listModels(query, await this.authorizer.readable(credentials));
  }

  async getModel(credentials: BackstageCredentials, name: string): Promise<ModelSummary> {
    return this.registry.getModel(await this.require(credentials, mlopsModelReadPermission, name));
  }

  async listVersions(
    credentials: BackstageCredentials,
    name: string,
    page: { limit: number; below?: number },
  ): Promise<Page<Version>> {
    const model = await this.require(credentials, mlopsModelReadPermission, name);
    return this.registry.listVersions(model, page);
  }

  async getVersion(
    credentials: BackstageCredentials,
    name: string,
    version: number,
  ): Promise<Version> {
    const model = await this.require(credentials, mlopsModelReadPermission, name);
    return this.registry.getVersion(model, version);
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

  /** Asked before the upload is read, so that nobody can fill the disk without permission. */
  async mayRegisterModel(credentials: BackstageCredentials): Promise<void> {
    await this.authorizer.require(credentials, mlopsModelCreatePermission);
  }

  async registerModel(
    credentials: BackstageCredentials,
    description: ModelDescription,
    registration: VersionRegistration,
    files: VersionFiles,
  ): Promise<RegisteredVersion> {
    await this.mayRegisterModel(credentials);
    return this.registry.registerModel(actorOf(credentials), description, registration, files);
  }

  /** Asked before the upload is read. */
  async mayRegisterVersion(credentials: BackstageCredentials, name: string): Promise<void> {
    await this.require(credentials, mlopsVersionCreatePermission, name);
  }

  async registerVersion(
    credentials: BackstageCredentials,
    name: string,
    registration: VersionRegistration,
    files: VersionFiles,
  ): Promise<RegisteredVersion> {
    await this.mayRegisterVersion(credentials, name);
    return this.registry.registerVersion(actorOf(credentials), name, registration, files);
  }

  async addEvaluation(
    credentials: BackstageCredentials,
    name: string,
    version: number,
    evaluation: EvaluationInput,
  ): Promise<Evaluation> {
    const model = await this.require(credentials, mlopsVersionEvaluatePermission, name);
    return this.registry.addEvaluation(actorOf(credentials), model, version, evaluation);
  }

  private async require(
    credentials: BackstageCredentials,
    permission: Parameters<ModelAuthorizer['requireOn']>[1],
    name: string,
  ): Promise<ModelRow> {
    const model = await this.registry.findModel(name);
    return this.authorizer.requireOn(credentials, permission, model, `There is no model ${name}`);
  }
}
