import {
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_API_PROVIDED_BY,
  RELATION_PROVIDES_API,
} from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { processingResult } from '@backstage/plugin-catalog-node';
import type { CatalogProcessor, CatalogProcessorEmit } from '@backstage/plugin-catalog-node';
import {
  isProvidedByRegistry,
  MODEL_ENTITY_ANNOTATION,
} from '@mlops-backstage/plugin-mlops-common';

/**
 * Relates the endpoints of the registry to the entities of their models. An entity that somebody declared can't say
 * `providesApis` of endpoints made later, so for all models the endpoint says it.
 */
export class MlopsRelationProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'MlopsRelationProcessor';
  }

  async postProcessEntity(
    entity: Entity,
    _location: unknown,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    const modelEntity = entity.metadata.annotations?.[MODEL_ENTITY_ANNOTATION];
    // An entity of a file mustn't put itself among the APIs of any model that it likes.
    if (entity.kind === 'API' && modelEntity && isProvidedByRegistry(entity)) {
      const api = getCompoundEntityRef(entity);
      const model = parseEntityRef(modelEntity);
      emit(processingResult.relation({ source: model, type: RELATION_PROVIDES_API, target: api }));
      emit(
        processingResult.relation({ source: api, type: RELATION_API_PROVIDED_BY, target: model }),
      );
    }
    return entity;
  }
}
