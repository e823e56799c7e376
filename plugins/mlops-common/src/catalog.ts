import { ANNOTATION_ORIGIN_LOCATION } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';

/** The `spec.type` of a component that stands for a model. */
export const ML_MODEL_TYPE = 'ml-model';

/** Names the model that an entity stands for. */
export const MODEL_ANNOTATION = 'mlops.io/model';

/**
 * Says from where a model is registered: a manifest (`.yaml`, `.yml`, `.json`) or an ONNX file (`.onnx`), as a URL or
 * a path relative to the entity's own file.
 */
export const ARTIFACT_ANNOTATION = 'mlops.io/artifact';

/** Names the deployment that an API entity describes. */
export const DEPLOYMENT_ANNOTATION = 'mlops.io/deployment';

/** On the API entity of a deployment: the entity that stands for its model, such as `component:default/risk`. */
export const MODEL_ENTITY_ANNOTATION = 'mlops.io/model-entity';

/**
 * On the component that the registry puts in for a model: its alerts that aren't resolved, such as `1 critical, 2 warning`. Absent where there
 * are none.
 */
export const OPEN_ALERTS_ANNOTATION = 'mlops.io/open-alerts';

/**
 * The origin of the entities that the registry puts into the catalog, in `backstage.io/managed-by-origin-location`. The
 * catalog sets that annotation of what it reads from files itself, so no file can pass for the registry.
 */
export const PROVIDER_LOCATION = 'mlops:registry';

/** The topic of Backstage events that say that a model, its versions or its deployments changed. */
export const REGISTRY_TOPIC = 'mlops.registry';

/** The topic of Backstage events that tell of alerts: raised, escalated, resolved. */
export const ALERT_TOPIC = 'mlops.alert';

/** The name of the model that an entity stands for or, for an API entity, that it serves. */
export function modelOf(entity: Entity): string | undefined {
  return entity.metadata.annotations?.[MODEL_ANNOTATION];
}

/** Whether an entity is a model: what the entity page's tabs and cards are shown for. */
export function isModelEntity(entity: Entity): boolean {
  return entity.kind.toLowerCase() === 'component' && modelOf(entity) !== undefined;
}

/** Whether the registry put an entity into the catalog; others are declared by somebody. */
export function isProvidedByRegistry(entity: Entity): boolean {
  return entity.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION] === PROVIDER_LOCATION;
}
