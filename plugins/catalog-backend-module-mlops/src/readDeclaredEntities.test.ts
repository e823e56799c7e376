import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { aModel } from './__testUtils__/fixtures';
import { modelComponent } from './modelComponent';
import { readDeclaredEntities } from './readDeclaredEntities';

const frame = { namespace: 'default', portalUrl: 'https://portal.example.com' };

const declared = (kind: string, name: string, model?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, ...(model && { annotations: { 'mlops.io/model': model } }) },
  spec: { owner: `owner-of-${name}` },
});

describe('readDeclaredEntities', () => {
  it('finds who stands for which model, and what is taken', async () => {
    const catalog = catalogServiceMock({
      entities: [
        modelComponent(frame, aModel('ours')),
        declared('Component', 'service'),
        declared('Component', 'second', 'risk'),
        declared('Component', 'First', 'risk'),
        declared('Component', 'third', 'risk'),
        declared('API', 'api', 'delay'),
        declared('Resource', 'table', 'weather'),
      ],
    });
    expect(await readDeclaredEntities(catalog, mockServices.auth())).toEqual({
      claims: new Map([
        [
          'risk',
          ['second', 'first', 'third'].map(name => ({
            ref: `component:default/${name}`,
            owner: `group:default/owner-of-${name}`,
          })),
        ],
      ]),
      refs: new Set([
        'component:default/service',
        'component:default/second',
        'component:default/first',
        'component:default/third',
        'api:default/api',
      ]),
    });
  });
});
