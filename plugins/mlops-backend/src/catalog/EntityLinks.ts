import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { ANNOTATION_ORIGIN_LOCATION, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  isProvidedByRegistry,
  MODEL_ANNOTATION,
  modelOf,
} from '@mlops-backstage/plugin-mlops-common';

/** Keeps which entity stands for which model. */
export interface LinkStore {
  /** The entity of each model that has one. */
  links(): Promise<Map<string, string>>;
  /** Null for none. What isn't a registered model is ignored: an entity may name any. */
  setLinks(changes: Array<{ model: string; entityRef: string | null }>): Promise<void>;
}

/** The entities that name a model. */
interface Claimants {
  /** By somebody, in order. */
  declared: string[];
  /** By the registry itself, which knows one for each model at most. */
  provided?: string;
}

/**
 * Finds out from the catalog which entity stands for each model: one that somebody declared rather than the one that
 * the registry put there; of several, the one whose reference sorts first.
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
    const found = await this.find();
    const known = await this.store.links();
    const set = [...found]
      .filter(([model, entityRef]) => known.get(model) !== entityRef)
      .map(([model, entityRef]) => ({ model, entityRef }));
    const removed = [...known.keys()]
      .filter(model => !found.has(model))
      .map(model => ({ model, entityRef: null }));
    if (set.length + removed.length > 0) {
      await this.store.setLinks([...set, ...removed]);
    }
  }

  private async find(): Promise<Map<string, string>> {
    const links = new Map<string, string>();
    for (const [model, { declared, provided }] of await this.readClaimants()) {
      declared.sort();
      if (declared.length > 1) {
        this.sayDisputed(model, declared);
      }
      // One of the two is there, or the model would have no claimants.
      links.set(model, declared[0] ?? provided!);
    }
    return links;
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
        ],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) {
      for (const entity of page) {
        const model = modelOf(entity)!;
        const of = claimants.get(model) ?? { declared: [] };
        claimants.set(model, of);
        if (isProvidedByRegistry(entity)) {
          of.provided = stringifyEntityRef(entity);
        } else {
          of.declared.push(stringifyEntityRef(entity));
        }
      }
    }
    return claimants;
  }

  private sayDisputed(model: string, [first, ...others]: string[]): void {
    if (!this.disputed.has(model)) {
      this.disputed.add(model);
      this.services.logger.warn(
        `${first} stands for the model ${model}; ${others.join(', ')} would too`,
      );
    }
  }
}
