import type { CardDocument } from '../CardSubject';
import { datasetComponent } from './datasetComponent';
import { frameworkComponent } from './frameworkComponent';
import { modelComponent } from './modelComponent';
import { serialNumber } from './serialNumber';

const FRAMEWORK = 'framework';

/**
 * The bill of materials of a version: CycloneDX 1.6 (ECMA-424). The same knowledge makes the same bill, byte for byte;
 * every revision of the card makes a new version of it.
 *
 * @param options.datasetOwners - owners of data sets, by their entity references in lower case
 * @param options.documentationUrl - where people read of the version
 */
export function buildMlBom(
  document: CardDocument,
  options: { datasetOwners?: ReadonlyMap<string, string>; documentationUrl?: string } = {},
): object {
  const { model, version } = document.subject;
  const name = `${model.name}@${version.version}`;
  const subject = `subject:${name}`;
  const ref = `model:${name}`;
  const datasets = version.datasets.map((dataset, index) => ({
    ref: `dataset:${index + 1}`,
    dataset,
    owner: options.datasetOwners?.get(dataset.entityRef?.toLocaleLowerCase('en-US') ?? ''),
  }));
  const datasetRefs = datasets.map(dataset => dataset.ref);
  const parts = [...datasetRefs, ...(version.framework ? [FRAMEWORK] : [])];
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serialNumber({
      model: model.name,
      version: version.version,
      digest: version.digest,
    }),
    version: document.card.revision + 1,
    metadata: {
      timestamp: new Date(version.createdAt).toISOString(),
      tools: {
        components: [{ type: 'application', name: '@mlops-backstage/plugin-mlops-backend' }],
      },
      component: {
        type: 'machine-learning-model',
        'bom-ref': subject,
        name: model.name,
        version: String(version.version),
      },
    },
    components: [
      modelComponent(ref, document, datasetRefs, options.documentationUrl),
      ...datasets.map(({ ref: own, dataset, owner }) => datasetComponent(own, dataset, owner)),
      ...(version.framework ? [frameworkComponent(FRAMEWORK, version.framework)] : []),
    ],
    dependencies: [
      { ref: subject, dependsOn: [ref] },
      { ref, dependsOn: parts },
      ...parts.map(part => ({ ref: part })),
    ],
  };
}
