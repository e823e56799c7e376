import type { ComponentEntity } from '@backstage/catalog-model';
import { ML_MODEL_TYPE } from '@mlops-backstage/plugin-mlops-common';
import type { ModelSummary } from '@mlops-backstage/plugin-mlops-common';
import { withDigest } from './entityDigest';
import { framedMetadata } from './EntityFrame';
import type { EntityFrame } from './EntityFrame';
import { lifecycleOf } from './lifecycleOf';

/** The entity of a model that nobody declared one for. */
export function modelComponent(frame: EntityFrame, model: ModelSummary): ComponentEntity {
  const dataSets = [...new Set(model.latestVersion?.datasets)].sort();
  return withDigest({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      ...framedMetadata(frame, model.name, model.name),
      ...(model.description && { description: model.description }),
      ...(model.tags.length > 0 && { tags: model.tags }),
    },
    spec: {
      type: ML_MODEL_TYPE,
      lifecycle: lifecycleOf(model),
      owner: model.owner,
      ...(model.system && { system: model.system }),
      ...(dataSets.length > 0 && { dependsOn: dataSets }),
    },
  });
}
