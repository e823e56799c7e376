import type { ProblemType, TensorSignature, Version } from '@mlops-backstage/plugin-mlops-common';
import type { CardDocument } from '../CardSubject';
import { evaluationsOf } from '../evaluationsOf';
import type { CompleteEvaluation } from '../evaluationsOf';
import { webAddress } from '../webAddress';
import { architectureFamily } from './architectureFamily';
import { considerations } from './considerations';
import { hashes, properties } from './properties';

/** How models of a problem type learn; `other` may be anything. */
const APPROACHES: Record<ProblemType, string | undefined> = {
  'binary-classification': 'supervised',
  'multiclass-classification': 'supervised',
  regression: 'supervised',
  clustering: 'unsupervised',
  other: undefined,
};

const formatOf = ({ name, datatype, shape }: TensorSignature) => ({
  format: `${name}: ${datatype} [${shape.join(', ')}]`,
});

function performanceMetrics(evaluations: CompleteEvaluation[]): object[] {
  return evaluations.flatMap(({ split, metrics, classes = [] }) =>
    [
      { slice: split as string, metrics },
      ...classes.map(({ label, metrics: ofClass = {} }) => ({
        slice: `${split}, class ${label}`,
        metrics: ofClass,
      })),
    ].flatMap(({ slice, metrics: values }) =>
      Object.entries(values).map(([type, value]) => ({ type, value: String(value), slice })),
    ),
  );
}

function externalReferences({ source, uri }: Version, documentationUrl?: string): object[] {
  const { commit, repository, runUrl } = source ?? {};
  const named: ReadonlyArray<[type: string, url?: string, comment?: string]> = [
    ['vcs', repository, commit && `Commit ${commit}`],
    ['build-meta', runUrl],
    ['distribution', uri],
    ['documentation', documentationUrl],
  ];
  return named.flatMap(([type, address, comment]) => {
    const url = webAddress(address);
    return url === undefined ? [] : [{ type, url, ...(comment && { comment }) }];
  });
}

/**
 * The model with its card, as a component of CycloneDX.
 *
 * @param datasets - the components of its data sets
 */
export function modelComponent(
  ref: string,
  { card, subject }: CardDocument,
  datasets: string[],
  documentationUrl?: string,
): object {
  const { model, version } = subject;
  const type = APPROACHES[model.problemType];
  const family = version.algorithm && architectureFamily(version.algorithm);
  const description = version.description || model.description;
  return {
    type: 'machine-learning-model',
    'bom-ref': ref,
    supplier: { name: model.owner },
    name: model.name,
    version: String(version.version),
    ...(description && { description }),
    hashes: hashes(version.digest),
    externalReferences: externalReferences(version, documentationUrl),
    modelCard: {
      modelParameters: {
        ...(type && { approach: { type } }),
        task: model.problemType,
        ...(family && { architectureFamily: family }),
        ...(version.algorithm && { modelArchitecture: version.algorithm }),
        datasets: datasets.map(dataset => ({ ref: dataset })),
        inputs: version.signature.inputs.map(formatOf),
        outputs: version.signature.outputs.map(formatOf),
      },
      quantitativeAnalysis: { performanceMetrics: performanceMetrics(evaluationsOf(subject)) },
      considerations: considerations(card),
      properties: properties(
        Object.entries(version.parameters).map(([name, value]) => [
          `hyperparameter:${name}`,
          value === null ? 'null' : value,
        ]),
      ),
    },
    properties: properties([
      ['format', version.format],
      ['sizeBytes', version.sizeBytes],
      ['uri', version.uri],
      ['parameterCount', version.artifactInfo?.parameterCount],
      ['entityRef', model.entityRef],
      ['system', model.system],
      ['registeredBy', version.createdBy],
      ['project', version.source?.project],
      ['workflow', version.source?.workflow],
      ['run', version.source?.run],
      ['commit', version.source?.commit],
      ['user', version.source?.user],
    ]),
    ...(version.tags.length > 0 && { tags: version.tags }),
  };
}
