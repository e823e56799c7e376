import type { Dataset } from '@mlops-backstage/plugin-mlops-common';
import { hashes, properties } from './properties';

/**
 * A data set as a component of CycloneDX.
 *
 * @param owner - entity reference of who owns the data, where known
 */
export function datasetComponent(ref: string, dataset: Dataset, owner?: string): object {
  return {
    type: 'data',
    'bom-ref': ref,
    name: dataset.name,
    hashes: hashes(dataset.digest),
    data: [
      {
        type: 'dataset',
        name: dataset.name,
        contents: {
          properties: properties([
            ['role', dataset.role],
            ['rows', dataset.rows],
            ['from', dataset.from],
            ['to', dataset.to],
            ['entityRef', dataset.entityRef],
          ]),
        },
        ...(owner !== undefined && {
          governance: { owners: [{ organization: { name: owner } }] },
        }),
      },
    ],
  };
}
