import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { ANNOTATION_ORIGIN_LOCATION } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  claimOf,
  isProvidedByRegistry,
  MODEL_ANNOTATION,
  modelOf,
  standsFor,
} from '@mlops-backstage/plugin-mlops-common';
import type { Claimant } from '@mlops-backstage/plugin-mlops-common';
import type { LinkedModel } from '../registry/ModelStore';

/** Keeps which entity stands for which model. */
export interface LinkStore {
  linkedModels(): Promise<LinkedModel[]>;
  /** Null for none. */
  setLinks(changes: Array<{ model: string; entityRef: string | null }>): Promise<void>;
}

/** The entities that name a model. */
interface Claimants {
  /** By somebody. */
  declared: Claimant[];
  /** By the registry itself, which knows one for each model at most. */
  provided?: string;
}

/**
 * Finds out from the catalog which entity stands for each model: one that somebody declared who may (see `standsFor`),
 * rather than the one that the registry put there.
 */
export class EntityLinks {
  /** Models whose claimants were told of. */
  private readonly disputed = new Set<string>();

  constructor(
    private readonly services: {
      catalog: CatalogService;
      auth: AuthService;
      logger: LoggerService;
    },
    private readonly store: LinkStore,
  ) {}

  /** Hands what changed since the last time to the store. */
  async run(): Promise<void> {
    const claimants = await this.readClaimants();
    const changes: Parameters<LinkStore['setLinks']>[0] = [];
    for (const model of await this.store.linkedModels()) {
      const { declared = [], provided } = claimants.get(model.name) ?? {};
      const declaredRef = standsFor(model, declared);
      this.sayDisputed(model.name, declaredRef ?? provided, declared);
      const entityRef = declaredRef ?? provided;
      if (entityRef !== model.entityRef) {
        changes.push({ model: model.name, entityRef: entityRef ?? null });
      }
    }
    if (changes.length > 0) {
      await this.store.setLinks(changes);
    }
  }

  private async readClaimants(): Promise<Map<string, Claimants>> {
    const { catalog, auth } = this.services;
    const claimants = new Map<string, Claimants>();
    const pages = catalog.streamEntities(
      {
        filter: {
          kind: 'Component',
          [`metadata.annotations.${MODEL_ANNOTATION}`]: CATALOG_FILTER_EXISTS,
        },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          `metadata.annotations.${MODEL_ANNOTATION}`,
          `metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`,
          'spec.owner',
        ],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) {
      for (const entity of page) {
        const model = modelOf(entity)!;
        const of = claimants.get(model) ?? { declared: [] };
        claimants.set(model, of);
        const claim = claimOf(entity);
        if (isProvidedByRegistry(entity)) {
          of.provided = claim.ref;
        } else {
          of.declared.push(claim);
        }
      }
    }
    return claimants;
  }

  private sayDisputed(model: string, standing: string | undefined, declared: Claimant[]): void {
    const others = declared.map(({ ref }) => ref).filter(ref => ref !== standing);
    if (others.length > 0 && !this.disputed.has(model)) {
      this.disputed.add(model);
      this.services.logger.warn(
        `${standing ?? 'No entity'} stands for the model ${model}; ${others.sort().join(', ')} would too`,
      );
    }
  }
}
