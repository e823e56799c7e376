import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { InputError } from '@backstage/errors';
import type { OperationId } from '@mlops-backstage/plugin-mlops-common';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { Handlers } from '../http/contract';
import { contractActions } from './contractActions';
import type { ContractAction, Place } from './contractActions';
import { zodObject, zodOf } from './zodOf';

type Handler = (
  request: { credentials: BackstageCredentials } & Partial<Record<Place, object>>,
) => Promise<{ body: object } | { file: { content: string } }>;

/**
 * Offers the operations of the contract as actions, for MCP clients and whatever else calls actions. An action is
 * handled by what handles the operation over HTTP, in the name of whoever calls it, so that validation, permissions and
 * audit are the same.
 */
export function registerActions(
  registry: ActionsRegistryService,
  handlers: Handlers<OperationId>,
): void {
  const ajv = new Ajv2020({ strict: false, strictNumbers: true, allErrors: false });
  addFormats(ajv);
  for (const action of contractActions()) {
    const handle = handlers[action.operation] as Handler;
    const { properties, required } = action;
    const validate = ajv.compile({
      type: 'object',
      properties,
      required,
      additionalProperties: false,
    });
    const validateBody = action.body && ajv.compile(action.body);
    registry.register({
      name: action.name,
      title: action.title,
      description: action.description,
      attributes: action.attributes,
      schema: {
        input: () => zodObject(properties, required),
        output: () =>
          action.output
            ? (zodOf(action.output) as ReturnType<typeof zodObject>)
            : zodObject({ content: { type: 'string' } }, ['content']),
      },
      async action({ input, credentials }) {
        if (!validate(input)) {
          throw new InputError(ajv.errorsText(validate.errors, { dataVar: 'input' }));
        }
        const request = requestOf(action, input);
        if (validateBody) {
          request.body ??= {};
          if (!validateBody(request.body)) {
            throw new InputError(ajv.errorsText(validateBody.errors, { dataVar: 'input' }));
          }
        }
        const answer = await handle({ ...request, credentials });
        return { output: 'file' in answer ? { content: answer.file.content } : answer.body };
      },
    });
  }
}

/** Takes the flat input apart into the parts of a request. */
function requestOf(
  action: ContractAction,
  input: Record<string, unknown>,
): Partial<Record<Place, object>> {
  const request: Partial<Record<Place, object>> = {};
  for (const [name, value] of Object.entries(input)) {
    if (value !== undefined) {
      const place = action.places[name];
      request[place] = { ...request[place], [name]: value };
    }
  }
  return request;
}
