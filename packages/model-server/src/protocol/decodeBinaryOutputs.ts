import { asObject } from './asObject';
import { isTensor, ModelSignature } from './ModelSignature';
import { ProtocolError, quote } from './ProtocolError';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Names of the outputs to answer as binary data: those whose own `binary_data` says so or, without one, all if the
 * request's `binary_data_output` does.
 *
 * @param parameters - the request's
 * @param outputs - the request's, whose names were checked; undefined when it asks for all tensor outputs
 * @returns undefined when there are none
 * @throws ProtocolError 400 when one of the two is no boolean
 */
export function decodeBinaryOutputs(
  parameters: JsonObject | undefined,
  outputs: unknown,
  signature: ModelSignature,
): ReadonlySet<string> | undefined {
  const all = decodeFlag(parameters, 'binary_data_output', 'The request') ?? false;
  if (outputs === undefined) {
    return all ? new Set(signature.outputs.filter(isTensor).map(({ name }) => name)) : undefined;
  }
  let names: Set<string> | undefined;
  for (const output of outputs as { name: string; parameters?: unknown }[]) {
    const what = `Output ${quote(output.name)}`;
    const own =
      output.parameters === undefined
        ? undefined
        : asObject(output.parameters, `${what}: 'parameters'`);
    if (decodeFlag(own, 'binary_data', what) ?? all) (names ??= new Set()).add(output.name);
  }
  return names;
}

function decodeFlag(
  parameters: JsonObject | undefined,
  flag: string,
  what: string,
): boolean | undefined {
  const value = parameters?.[flag];
  if (value === undefined || typeof value === 'boolean') return value;
  throw new ProtocolError(400, `${what}: '${flag}' must be true or false, got ${quote(value)}`);
}
