import type { ComponentEntity } from '@backstage/catalog-model';
import { ML_MODEL_TYPE, OPEN_ALERTS_ANNOTATION } from '@mlops-backstage/plugin-mlops-common';
import type { ModelSummary } from '@mlops-backstage/plugin-mlops-common';
import { withDigest } from './entityDigest';
import { framedMetadata } from './EntityFrame';
import type { EntityFrame } from './EntityFrame';
import { lifecycleOf } from './lifecycleOf';

/** The worst first; empty for none. */
function openAlertsOf({ openAlerts = {} }: ModelSummary): string {
  return (['critical', 'warning', 'info'] as const)
    .flatMap(severity => (openAlerts[severity] ? [`${openAlerts[severity]} ${severity}`] : []))
    .join(', ');
}

/** The entity of a model that nobody declared one for. */
export function modelComponent(frame: EntityFrame, model: ModelSummary): ComponentEntity {
  const dataSets = [...new Set(model.latestVersion?.datasets)].sort();
  const metadata = framedMetadata(frame, model.name, model.name);
  const alerts = openAlertsOf(model);
  return withDigest({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      ...metadata,
      ...(alerts !== '' && {
        annotations: { ...metadata.annotations, [OPEN_ALERTS_ANNOTATION]: alerts },
      }),
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
