import { InputError } from '@backstage/errors';
import type {
  Prediction,
  ProblemType,
  Signature,
  TensorSignature,
} from '@mlops-backstage/plugin-mlops-common';

const FLOATS = new Set(['FP16', 'FP32', 'FP64']);

/** Values a row of a tensor: 1 for shape [N] or [N, 1], k for [N, k]; undefined when it isn't one fixed number. */
export function rowWidth(tensor: TensorSignature): number | undefined {
  const width = tensor.shape.slice(1).reduce((product, size) => product * size, 1);
  return tensor.shape.length >= 1 && tensor.shape.slice(1).every(size => size > 0)
    ? width
    : undefined;
}

function guess(problemType: ProblemType, outputs: TensorSignature[]): Prediction {
  if (problemType === 'regression') {
    return { value: outputs.find(o => FLOATS.has(o.datatype) && rowWidth(o) === 1)?.name };
  }
  if (problemType === 'binary-classification' || problemType === 'multiclass-classification') {
    return {
      label: outputs.find(o => !FLOATS.has(o.datatype) && (rowWidth(o) ?? 1) === 1)?.name,
      scores: outputs.find(o => FLOATS.has(o.datatype) && o.shape.length === 2)?.name,
    };
  }
  return {};
}

const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;

/**
 * Which outputs carry the prediction: what was said at registration, completed from the signature.
 *
 * @throws `InputError` when an output or class was named that isn't there
 */
export function predictionOutputs(
  problemType: ProblemType,
  signature: Signature,
  said: Prediction | undefined,
): Prediction {
  const outputs = new Map(signature.outputs.map(output => [output.name, output]));
  for (const role of ['label', 'scores', 'value'] as const) {
    const name = said?.[role];
    if (name !== undefined && !outputs.has(name)) {
      throw new InputError(
        `prediction.${role} names the output "${name}", but the model has: ${[...outputs.keys()].join(', ')}`,
      );
    }
  }
  const prediction = { ...defined(guess(problemType, signature.outputs)), ...said };
  const width =
    prediction.scores === undefined ? undefined : rowWidth(outputs.get(prediction.scores)!);
  if (prediction.classes === undefined && width !== undefined && width > 1) {
    prediction.classes = Array.from({ length: width }, (_, index) => String(index));
  }
  if (prediction.classes && width !== undefined && prediction.classes.length !== width) {
    throw new InputError(
      `prediction.classes names ${prediction.classes.length} classes, but "${prediction.scores}" has ${width} scores a row`,
    );
  }
  if (problemType === 'binary-classification' && prediction.classes?.length === 2) {
    prediction.positiveClass ??= prediction.classes[1];
  }
  if (
    prediction.positiveClass !== undefined &&
    !prediction.classes?.includes(prediction.positiveClass)
  ) {
    throw new InputError(
      `prediction.positiveClass "${prediction.positiveClass}" is none of prediction.classes`,
    );
  }
  return prediction;
}
