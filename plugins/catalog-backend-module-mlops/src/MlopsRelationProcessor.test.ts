import type { Entity } from '@backstage/catalog-model';
import { aDeployment } from './__testUtils__/fixtures';
import { endpointApi } from './endpointApi';
import { MlopsRelationProcessor } from './MlopsRelationProcessor';

describe('MlopsRelationProcessor', () => {
  const api = endpointApi(
    { namespace: 'ml', portalUrl: 'https://portal.example.com' },
    aDeployment('risk-live', 'risk'),
    {
      owner: 'group:default/owners',
      tags: [],
      lifecycle: 'production',
      entityRef: 'component:a/risk',
    },
    '{}',
  );

  const relationsOf = async (entity: Entity) => {
    const emit = jest.fn();
    expect(await new MlopsRelationProcessor().postProcessEntity(entity, undefined, emit)).toBe(
      entity,
    );
    return emit.mock.calls.map(([{ relation }]) => relation);
  };
  const annotated = (annotations: Record<string, string>): Entity => ({
    ...api,
    metadata: { ...api.metadata, annotations: { ...api.metadata.annotations, ...annotations } },
  });

  it('relates an endpoint and the entity of its model both ways', async () => {
    const endpoint = { kind: 'API', namespace: 'ml', name: 'risk-live' };
    const model = { kind: 'component', namespace: 'a', name: 'risk' };
    expect(await relationsOf(api)).toEqual([
      { source: model, type: 'providesApi', target: endpoint },
      { source: endpoint, type: 'apiProvidedBy', target: model },
    ]);
  });

  it('believes no entity but those of the registry', async () => {
    const origin = { 'backstage.io/managed-by-origin-location': 'url:https://example.com/x.yaml' };
    expect(await relationsOf(annotated(origin))).toEqual([]);
  });

  it.each([
    ['an endpoint of a model without an entity', annotated({ 'mlops.io/model-entity': '' })],
    ['another kind', { ...api, kind: 'Component' }],
  ])('relates nothing for %s', async (_, entity) => {
    expect(await relationsOf(entity)).toEqual([]);
  });
});
