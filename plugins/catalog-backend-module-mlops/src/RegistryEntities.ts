import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { standsFor } from '@mlops-backstage/plugin-mlops-common';
import type { ModelSummary } from '@mlops-backstage/plugin-mlops-common';
import { endpointApi } from './endpointApi';
import type { ServedModel } from './endpointApi';
import { EndpointDefinitions } from './EndpointDefinitions';
import type { EntityFrame } from './EntityFrame';
import { lifecycleOf } from './lifecycleOf';
import { modelComponent } from './modelComponent';
import type { DeclaredEntities } from './readDeclaredEntities';
import type { RegistryReader } from './RegistryReader';

/** Makes the catalog's entities of what the registry holds. */
export class RegistryEntities {
  private readonly definitions: EndpointDefinitions;
  /** Entities that were left out last time; said once, not at every run. */
  private leftOut = new Set<string>();

  constructor(
    private readonly registry: RegistryReader,
    private readonly frame: EntityFrame,
    private readonly logger: LoggerService,
  ) {
    this.definitions = new EndpointDefinitions((deployment, signal) =>
      registry.describeEndpoint(deployment, signal),
    );
  }

  /**
   * All entities that there should be, besides the declared ones. Rejects when anything can't be read: part of the
   * registry would look as if the rest had been deleted.
   */
  async read(declared: DeclaredEntities, signal: AbortSignal): Promise<Entity[]> {
    const entities: Entity[] = [];
    const leftOut = new Set<string>();
    const add = (entity: Entity): string | undefined => {
      const ref = stringifyEntityRef(entity);
      if (declared.refs.has(ref)) {
        leftOut.add(ref);
        return undefined;
      }
      entities.push(entity);
      return ref;
    };

    const served = new Map<string, ServedModel>();
    for await (const page of this.registry.models(signal)) {
      for (const model of page) {
        const entityRef =
          standsFor(model, declared.claims.get(model.name) ?? []) ??
          add(modelComponent(this.frame, model));
        if (model.deployments.length > 0) {
          served.set(model.name, toServedModel(model, entityRef));
        }
      }
    }
    await this.addEndpoints(served, add, signal);
    this.sayLeftOut(leftOut);
    return entities;
  }

  private async addEndpoints(
    served: ReadonlyMap<string, ServedModel>,
    add: (entity: Entity) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const names = new Set<string>();
    for await (const page of this.registry.deployments(signal)) {
      for (const deployment of page) {
        const model = served.get(deployment.model);
        // A deployment that was made since the models were read has its turn with the next run.
        if (deployment.status === 'undeployed' || !model) {
          continue;
        }
        names.add(deployment.name);
        const definition = await this.definitions.of(deployment, signal);
        if (definition) {
          add(endpointApi(this.frame, deployment, model, definition));
        }
      }
    }
    this.definitions.keepOnly(names);
  }

  private sayLeftOut(leftOut: Set<string>): void {
    for (const ref of leftOut) {
      if (!this.leftOut.has(ref)) {
        this.logger.warn(
          `The registry's ${ref} is left out of the catalog, which has another entity of that name`,
        );
      }
    }
    this.leftOut = leftOut;
  }
}

function toServedModel(model: ModelSummary, entityRef: string | undefined): ServedModel {
  const { owner, system, tags } = model;
  return { owner, system, tags, lifecycle: lifecycleOf(model), entityRef };
}
