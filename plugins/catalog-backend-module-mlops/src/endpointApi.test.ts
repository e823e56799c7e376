import { enforcePolicies } from './__testUtils__/enforcePolicies';
import { aDeployment } from './__testUtils__/fixtures';
import { endpointApi } from './endpointApi';

const frame = { namespace: 'default', portalUrl: 'https://portal.example.com' };
const spec = { owner: 'group:default/owners', lifecycle: 'production' };
const model = { ...spec, tags: ['confidential'] };

describe('endpointApi', () => {
  it('is an entity that the catalog takes', async () => {
    const entity = endpointApi(
      frame,
      aDeployment('m-live', 'm', { version: 4 }),
      { ...model, system: 'system:default/s', entityRef: 'component:default/m' },
      '{}',
    );
    await expect(enforcePolicies(entity)).resolves.toBeUndefined();
    expect(entity).toMatchObject({
      metadata: {
        name: 'm-live',
        tags: ['confidential'],
        description: 'Predictions of version 4 of the model m',
        annotations: {
          'mlops.io/deployment': 'm-live',
          'mlops.io/model': 'm',
          'mlops.io/model-entity': 'component:default/m',
        },
      },
      spec: { ...spec, type: 'openapi', system: 'system:default/s', definition: '{}' },
    });
  });

  it('names no entity of a model that has none', async () => {
    const entity = endpointApi(frame, aDeployment('m-live', 'm'), model, '{}');
    await expect(enforcePolicies(entity)).resolves.toBeUndefined();
    expect(entity.metadata.annotations).not.toHaveProperty(['mlops.io/model-entity']);
    expect(entity.spec).not.toHaveProperty('system');
  });
});
