import type {
  ComparedVersion,
  TensorSignature,
  Version,
} from '@mlops-backstage/plugin-mlops-common';
import { deploymentStatusName } from '../shared/StatusWord';
import {
  row,
  short,
  type ComparisonRow,
  type ComparisonContext,
  type Value,
} from './comparisonRow';

const yesNo = (fact: boolean) => (fact ? 'Yes' : 'No');
/** The inputs and outputs of the versions, by name. */
export function signatureRows(
  items: readonly ComparedVersion[],
  context: ComparisonContext,
): ComparisonRow[] {
  return (['inputs', 'outputs'] as const).flatMap(part => {
    const tensors = items.map(({ version }) => version.signature[part]);
    const names = [...new Set(tensors.flat().map(({ name }) => name))];
    return names.map(name =>
      row(
        `${part}:${name}`,
        `${part === 'inputs' ? 'Input' : 'Output'} ${name}`,
        tensors.map(each => tensorInWords(each.find(tensor => tensor.name === name))),
        context,
      ),
    );
  });
}

/** `FP32 [N, 1]`, N where the size is free. */
function tensorInWords(tensor: TensorSignature | undefined): string | undefined {
  const sizes = tensor?.shape.map(size => (size === -1 ? 'N' : size)).join(', ');
  return tensor && `${tensor.datatype} [${sizes}]`;
}

/** Where the versions are served, and what is known for it. */
export function servingRows(
  items: readonly ComparedVersion[],
  context: ComparisonContext,
): ComparisonRow[] {
  const of = (read: (version: Version) => Value) => items.map(({ version }) => read(version));
  return [
    row(
      'servable',
      'Can be served in the backend',
      of(v => yesNo(v.servable)),
      context,
    ),
    row(
      'endpoints',
      'Endpoints',
      of(v => endpointsOf(v, context)),
      context,
    ),
    row(
      'label',
      'Output with the label',
      of(v => v.prediction.label),
      context,
    ),
    row(
      'scores',
      'Output with the scores',
      of(v => v.prediction.scores),
      context,
    ),
    row(
      'value',
      'Output with the value',
      of(v => v.prediction.value),
      context,
    ),
    row(
      'classes',
      'Classes',
      of(v => v.prediction.classes?.join(', ')),
      context,
      {
        shorten: short(80),
      },
    ),
    row(
      'positiveClass',
      'Positive class',
      of(v => v.prediction.positiveClass),
      context,
    ),
    row(
      'reference',
      'Reference data for drift',
      of(v => yesNo(v.hasReference)),
      context,
    ),
    row(
      'unservable',
      'Outputs that can’t be served',
      of(v => v.unservableOutputs.map(({ name }) => name).join(', ')),
      context,
    ),
  ];
}

function endpointsOf({ model, version }: Version, { deployments }: ComparisonContext): Value {
  const known = deployments?.get(model);
  const serving = known?.filter(deployment => deployment.version === version) ?? [];
  return (
    known && (serving.map(one => `${one.name} (${deploymentStatusName(one)})`).join(', ') || 'None')
  );
}
