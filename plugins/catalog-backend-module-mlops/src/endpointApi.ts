import type { ApiEntity } from '@backstage/catalog-model';
import {
  DEPLOYMENT_ANNOTATION,
  MODEL_ENTITY_ANNOTATION,
} from '@mlops-backstage/plugin-mlops-common';
import type { Deployment } from '@mlops-backstage/plugin-mlops-common';
import { withDigest } from './entityDigest';
import { framedMetadata } from './EntityFrame';
import type { EntityFrame } from './EntityFrame';

/** What the entities of endpoints take over from their model. */
export interface ServedModel {
  owner: string;
  system?: string;
  /** Policies may decide by them who sees the model: the endpoint is as visible as what it serves. */
  tags: string[];
  lifecycle: string;
  /** The entity that stands for the model; absent when there is none. */
  entityRef?: string;
}

/**
 * The entity of a deployment.
 *
 * @param definition - the OpenAPI text of the endpoint
 */
export function endpointApi(
  frame: EntityFrame,
  deployment: Deployment,
  model: ServedModel,
  definition: string,
): ApiEntity {
  const { annotations, ...metadata } = framedMetadata(frame, deployment.model, deployment.name);
  return withDigest({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      ...metadata,
      description: `Predictions of version ${deployment.version} of the model ${deployment.model}`,
      annotations: {
        ...annotations,
        [DEPLOYMENT_ANNOTATION]: deployment.name,
        ...(model.entityRef && { [MODEL_ENTITY_ANNOTATION]: model.entityRef }),
      },
      ...(model.tags.length > 0 && { tags: model.tags }),
    },
    spec: {
      type: 'openapi',
      lifecycle: model.lifecycle,
      owner: model.owner,
      ...(model.system && { system: model.system }),
      definition,
    },
  });
}
