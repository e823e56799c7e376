import type { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { ResponseError } from '@backstage/errors';
import { MlopsClient } from '@mlops-backstage/plugin-mlops-common';
import { contractActions } from './contractActions';
import type { ContractAction, Place } from './contractActions';
import { zodObject, zodOf } from './zodOf';

/**
 * Offers the operations of the contract as actions, for MCP clients and whatever else calls actions. An action asks the
 * plugin's own API in the name of whoever calls it, so that validation, permissions and audit are those of the API.
 */
export function registerActions(
  registry: ActionsRegistryService,
  services: { auth: AuthService; discovery: DiscoveryService },
): void {
  const client = new MlopsClient({ discoveryApi: services.discovery });
  for (const action of contractActions()) {
    registry.register({
      name: action.name,
      title: action.title,
      description: action.description,
      attributes: action.attributes,
      schema: {
        input: () => zodObject(action.properties, action.required),
        output: () =>
          action.output
            ? (zodOf(action.output) as ReturnType<typeof zodObject>)
            : zodObject({ content: { type: 'string' } }, ['content']),
      },
      async action({ input, credentials }) {
        const { token } = await services.auth.getPluginRequestToken({
          onBehalfOf: credentials,
          targetPluginId: 'mlops',
        });
        const call = client[action.operation].bind(client) as (
          request: object,
          options: { token: string },
        ) => Promise<unknown>;
        const answer = await call(requestOf(action, input), { token }).catch(error => {
          // The refusal itself, by its own name, not that there was one.
          throw error instanceof ResponseError ? error.cause : error;
        });
        return { output: answer instanceof Blob ? { content: await answer.text() } : answer } as {
          output: object;
        };
      },
    });
  }
}

/** Takes the flat input apart into the parts of a request. */
function requestOf(action: ContractAction, input: Record<string, unknown>): object {
  const request: Partial<Record<Place, Record<string, unknown>>> = {};
  for (const [name, value] of Object.entries(input)) {
    if (value !== undefined) {
      const place = action.places[name];
      request[place] = { ...request[place], [name]: value };
    }
  }
  return request;
}
