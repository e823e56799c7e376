import { ANNOTATION_LOCATION, ANNOTATION_ORIGIN_LOCATION } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { MODEL_ANNOTATION, PROVIDER_LOCATION } from '@mlops-backstage/plugin-mlops-common';

/** Where the entities of the registry live: what is the same for all of them. */
export interface EntityFrame {
  namespace: string;
  /** Where people reach the portal, without a slash at the end. */
  portalUrl: string;
}

/** The metadata that the entities of a model and of its endpoints have in common. */
export function framedMetadata(
  { namespace, portalUrl }: EntityFrame,
  model: string,
  name: string,
): Entity['metadata'] & { annotations: Record<string, string> } {
  const registryPage = `${portalUrl}/mlops?search=${encodeURIComponent(model)}`;
  return {
    namespace,
    name,
    annotations: {
      [ANNOTATION_LOCATION]: `url:${registryPage}`,
      [ANNOTATION_ORIGIN_LOCATION]: PROVIDER_LOCATION,
      [MODEL_ANNOTATION]: model,
    },
    links: [{ url: registryPage, title: 'In the model registry' }],
  };
}
