import { InputError } from '@backstage/errors';
import type { components } from '@mlops-backstage/plugin-mlops-common';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { readContract } from './contract';

type Schemas = components['schemas'];

/** More violations than these say nothing more of what is wrong. */
const MAX_VIOLATIONS = 10;

let contract: Ajv2020 | undefined;

function compiledContract(): Ajv2020 {
  if (!contract) {
    contract = new Ajv2020({ strict: false, strictNumbers: true, allErrors: true });
    addFormats(contract);
    contract.addSchema(readContract(), 'contract');
  }
  return contract;
}

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
  const ajv = compiledContract();
  const validate = ajv.getSchema(`contract#/components/schemas/${name}`)!;
  if (!validate(value)) {
    throw new InputError(
      ajv.errorsText(validate.errors?.slice(0, MAX_VIOLATIONS), { dataVar: what }),
    );
  }
  return value as Schemas[Name];
}
