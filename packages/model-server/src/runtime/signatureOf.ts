import type { InferenceSession } from 'onnxruntime-node';
import { ModelLoadError } from '../errors';
import { ModelSignature, TensorSignature, UnsupportedTensor } from '../protocol/ModelSignature';
import { datatypeOf } from './elementTypes';

const NOT_A_TENSOR = {
  unsupported: 'it is a sequence or a map, which onnxruntime-node cannot return',
  remedy: "export the model with tensor outputs (skl2onnx: options={id(model): {'zipmap': False}})",
};

/**
 * A session's inputs and outputs in the protocol's words.
 *
 * @throws ModelLoadError when an input can't be given over the protocol
 */
export function signatureOf(session: InferenceSession): ModelSignature {
  const inputs = session.inputMetadata.map(describe);
  for (const input of inputs) {
    if ('unsupported' in input) {
      throw new ModelLoadError(
        `Input '${input.name}' can't be served: ${input.unsupported}; ${input.remedy}`,
      );
    }
  }
  return {
    inputs: inputs as TensorSignature[],
    outputs: session.outputMetadata.map(describe),
  };
}

function describe(value: InferenceSession.ValueMetadata): TensorSignature | UnsupportedTensor {
  const { name } = value;
  if (!value.isTensor) return { name, ...NOT_A_TENSOR };
  const datatype = datatypeOf(value.type);
  if (!datatype) {
    return {
      name,
      unsupported: `the Open Inference Protocol has no datatype for ${value.type}`,
      remedy: 'export the model with a Cast to a datatype that the protocol has',
    };
  }
  // A free dimension has a name, or an empty one.
  return { name, datatype, shape: value.shape.map(size => (typeof size === 'number' ? size : -1)) };
}
