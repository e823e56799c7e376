import { InputError } from '@backstage/errors';
import type { components } from '@mlops-backstage/plugin-mlops-common';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { readContract } from './contract';

type Schemas = components['schemas'];

/** More violations than these say nothing more of what is wrong. */
const MAX_VIOLATIONS = 10;

/** Collecting every violation of more than this takes longer than the rest of the request. In characters of JSON. */
const LARGE = 200_000;

const isLarge = (value: unknown) => (JSON.stringify(value)?.length ?? 0) > LARGE;

function compiled(allErrors: boolean): () => Ajv2020 {
  let contract: Ajv2020 | undefined;
  return () => {
    if (!contract) {
      contract = new Ajv2020({ strict: false, strictNumbers: true, allErrors });
      addFormats(contract);
      contract.addSchema(readContract(), 'contract');
    }
    return contract;
  };
}
const allViolations = compiled(true);
const firstViolation = compiled(false);

/**
 * Checks a value that didn't come as a request body (a part of an upload, a file) against a schema of the contract.
 *
 * @param what - names the value in the error
 * @throws `InputError` naming the first violations
 */
export function validateSchema<Name extends keyof Schemas & string>(
  name: Name,
  value: unknown,
  what: string,
): Schemas[Name] {
  const ajv = isLarge(value) ? firstViolation() : allViolations();
  const validate = ajv.getSchema(`contract#/components/schemas/${name}`)!;
  if (!validate(value)) {
    throw new InputError(
      ajv.errorsText(validate.errors?.slice(0, MAX_VIOLATIONS), { dataVar: what }),
    );
  }
  return value as Schemas[Name];
}
