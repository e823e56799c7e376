import { aDeployment } from './__testUtils__/fixtures';
import { EndpointDefinitions } from './EndpointDefinitions';

describe('EndpointDefinitions', () => {
  const signal = new AbortController().signal;
  const describeEndpoint = jest.fn();
  let definitions: EndpointDefinitions;

  beforeEach(() => {
    describeEndpoint.mockReset().mockResolvedValue({ openapi: '3.1.0' });
    definitions = new EndpointDefinitions(describeEndpoint);
  });

  it('asks once for as long as a deployment stays as it is', async () => {
    const text = await definitions.of(aDeployment('e', 'm'), signal);
    expect(JSON.parse(text!)).toEqual({ openapi: '3.1.0' });
    await definitions.of(aDeployment('e', 'm', { status: 'failed' }), signal);
    expect(describeEndpoint).toHaveBeenCalledTimes(1);
  });

  const endpoint = aDeployment('e', 'm').endpoint!;

  it.each([
    ['revision', { revision: 2 }],
    ['version', { version: 2 }],
    ['address', { endpoint: { ...endpoint, inferUrl: 'https://elsewhere/v2/models/e/infer' } }],
    ['need of a token', { endpoint: { ...endpoint, needsToken: false } }],
  ])('asks again for another %s', async (_, change) => {
    await definitions.of(aDeployment('e', 'm'), signal);
    await definitions.of(aDeployment('e', 'm', change), signal);
    expect(describeEndpoint).toHaveBeenCalledTimes(2);
  });

  it('has none of an endpoint that serves nothing any more, until it does', async () => {
    describeEndpoint.mockResolvedValueOnce(undefined);
    expect(await definitions.of(aDeployment('e', 'm'), signal)).toBeUndefined();
    expect(await definitions.of(aDeployment('e', 'm'), signal)).toBeDefined();
  });

  it('forgets endpoints that are no more', async () => {
    await definitions.of(aDeployment('gone', 'm'), signal);
    await definitions.of(aDeployment('kept', 'm'), signal);
    definitions.keepOnly(new Set(['kept']));
    await definitions.of(aDeployment('gone', 'm'), signal);
    await definitions.of(aDeployment('kept', 'm'), signal);
    expect(describeEndpoint.mock.calls.map(([name]) => name)).toEqual(['gone', 'kept', 'gone']);
  });
});
