import { Datatype, Tensor } from './Datatype';
import { isTensor, ModelSignature, TensorSignature } from './ModelSignature';
import { ProtocolError, quote } from './ProtocolError';

/** @throws ProtocolError 400 when the model takes no such input */
export function findInput(inputs: readonly TensorSignature[], name: unknown): TensorSignature {
  const signature = inputs.find(candidate => candidate.name === name);
  if (signature) return signature;
  throw new ProtocolError(
    400,
    `Unknown input ${quote(name)}; the model takes ${listNames(inputs)}`,
  );
}

/** @throws ProtocolError 400 naming the inputs that are missing */
export function checkComplete(
  given: ReadonlyMap<string, Tensor>,
  expected: readonly TensorSignature[],
): void {
  if (given.size >= expected.length) return;
  const missing = expected.filter(({ name }) => !given.has(name));
  throw new ProtocolError(400, `Missing input ${listNames(missing)}`);
}

/** @throws ProtocolError 400 when they differ: nothing is converted silently */
export function checkDatatype(input: string, expected: Datatype, given: unknown): void {
  if (given === expected) return;
  throw new ProtocolError(
    400,
    `Input ${quote(input)}: expected datatype ${expected}, got ${quote(given)}`,
  );
}

/**
 * Rows are the first dimension of the inputs in which it is free. When it is fixed in all inputs, it
 * is the number of rows where all agree on one.
 *
 * @param inputs - one for each of the signatures, by name
 * @throws ProtocolError 400 when inputs disagree, or have more than `maxRows`
 */
export function countRows(
  inputs: ReadonlyMap<string, Tensor>,
  signatures: readonly TensorSignature[],
  maxRows: number,
): number {
  const isFree = signatures.some(({ shape }) => shape[0] === -1);
  let first: TensorSignature | undefined;
  let rows = 1;
  for (const signature of signatures) {
    if (isFree && signature.shape[0] !== -1) continue;
    const count = inputs.get(signature.name)!.shape[0] ?? 1;
    if (!first) {
      first = signature;
      rows = count;
    } else if (count !== rows) {
      if (!isFree) return 1;
      throw new ProtocolError(
        400,
        `Inputs disagree on the number of rows: ${quote(first.name)} has ${rows}, ` +
          `${quote(signature.name)} has ${count}`,
      );
    }
  }
  if (rows > maxRows) {
    throw new ProtocolError(400, `The request has ${rows} rows, at most ${maxRows} are allowed`);
  }
  return rows;
}

/** @throws ProtocolError 400 when the model has no such output, or one that can't be served */
export function findOutput(signature: ModelSignature, name: unknown): TensorSignature {
  const output = signature.outputs.find(candidate => candidate.name === name);
  if (!output) {
    throw new ProtocolError(
      400,
      `Unknown output ${quote(name)}; the model has ${listNames(signature.outputs)}`,
    );
  }
  if (isTensor(output)) return output;
  throw new ProtocolError(
    400,
    `Output ${quote(name)} can't be served: ${output.unsupported}; ${output.remedy}`,
  );
}

function listNames(named: readonly { readonly name: string }[]): string {
  return named.map(({ name }) => `'${name}'`).join(', ');
}
