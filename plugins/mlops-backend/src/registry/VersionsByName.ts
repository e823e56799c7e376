import { NotFoundError } from '@backstage/errors';
import type { Evaluation, Version } from '@mlops-backstage/plugin-mlops-common';
import type { ModelRow } from './ModelStore';
import type { RegistryLookup } from './RegistryLookup';
import type { RegistryService } from './RegistryService';

/**
 * Versions as the contract shows them, by the names of their models, for areas that hand them on. Deleted ones are not found, and
 * nobody is asked for a permission.
 */
export class VersionsByName {
  constructor(
    private readonly models: Pick<RegistryLookup, 'find'>,
    private readonly registry: RegistryService,
  ) {}

  /** @throws `NotFoundError` */
  async get(name: string, version: number): Promise<Version> {
    return this.registry.getVersion(await this.require(name), version);
  }

  /** Newest first, as many as the contract shows of one version. @throws `NotFoundError` */
  async evaluationsOf(name: string, version: number): Promise<Evaluation[]> {
    return this.registry.listEvaluations(await this.require(name), version);
  }

  /** Everything that a document on a version tells; undefined where there is no such model or version. */
  async findSubject(name: string, version: number) {
    const model = await this.models.find(name);
    return model && this.registry.findSubject(model, version);
  }

  private async require(name: string): Promise<ModelRow> {
    const model = await this.models.find(name);
    if (!model) {
      throw new NotFoundError(`There is no model ${name}`);
    }
    return model;
  }
}
