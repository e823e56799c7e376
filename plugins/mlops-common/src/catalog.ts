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

/** The name of the model that an entity stands for, if it stands for one. */
export function modelOf(entity: Entity): string | undefined {
  return entity.metadata.annotations?.[MODEL_ANNOTATION];
}

/** Whether an entity is a model: what the entity page's tabs and cards are shown for. */
export function isModelEntity(entity: Entity): boolean {
  return modelOf(entity) !== undefined;
}
