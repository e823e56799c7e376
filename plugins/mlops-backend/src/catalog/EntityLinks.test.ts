import { mockServices } from '@backstage/backend-test-utils';
import { ANNOTATION_ORIGIN_LOCATION } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { PROVIDER_LOCATION } from '@mlops-backstage/plugin-mlops-common';
import { EntityLinks } from './EntityLinks';
import type { LinkStore } from './EntityLinks';

const entity = (name: string, model: string | undefined, origin: string, kind = 'Component') => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: {
    name,
    annotations: {
      [ANNOTATION_ORIGIN_LOCATION]: origin,
      ...(model !== undefined && { 'mlops.io/model': model }),
    },
  },
});
const declared = (name: string, model?: string) =>
  entity(name, model, 'url:https://example.com/catalog-info.yaml');
const provided = (name: string) => entity(name, name, PROVIDER_LOCATION);

describe('EntityLinks', () => {
  const logger = mockServices.logger.mock();
  let store: { [M in keyof LinkStore]: jest.Mock };

  beforeEach(() => {
    logger.warn.mockReset();
    store = { links: jest.fn(async () => new Map()), setLinks: jest.fn() };
  });

  const linksOf = (...entities: Entity[]) =>
    new EntityLinks(
      { catalog: catalogServiceMock({ entities }), auth: mockServices.auth(), logger },
      store,
    );

  it('knows the entities of models, whoever put them there', async () => {
    await linksOf(
      declared('By-Hand', 'risk'),
      provided('delay'),
      declared('service'),
      entity('endpoint', 'weather', PROVIDER_LOCATION, 'API'),
    ).run();
    expect(store.setLinks.mock.calls).toEqual([
      [
        [
          { model: 'risk', entityRef: 'component:default/by-hand' },
          { model: 'delay', entityRef: 'component:default/delay' },
        ],
      ],
    ]);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('prefers a declared entity to that of the registry', async () => {
    await linksOf(provided('risk'), declared('zoo', 'risk')).run();
    expect(store.setLinks).toHaveBeenCalledWith([
      { model: 'risk', entityRef: 'component:default/zoo' },
    ]);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('takes the first of several declared entities, and says so once', async () => {
    const links = linksOf(
      declared('b', 'risk'),
      declared('a', 'risk'),
      provided('risk'),
      declared('c', 'risk'),
    );
    await links.run();
    await links.run();
    expect(store.setLinks).toHaveBeenLastCalledWith([
      { model: 'risk', entityRef: 'component:default/a' },
    ]);
    expect(logger.warn.mock.calls).toEqual([
      [
        'component:default/a stands for the model risk; component:default/b, component:default/c would too',
      ],
    ]);
  });

  it('tells the store no more than what changed', async () => {
    store.links.mockResolvedValue(
      new Map([
        ['same', 'component:default/same'],
        ['moved', 'component:default/before'],
        ['gone', 'component:default/gone'],
      ]),
    );
    await linksOf(provided('same'), declared('after', 'moved'), provided('new')).run();
    expect(store.setLinks.mock.calls).toEqual([
      [
        [
          { model: 'moved', entityRef: 'component:default/after' },
          { model: 'new', entityRef: 'component:default/new' },
          { model: 'gone', entityRef: null },
        ],
      ],
    ]);
  });

  it('leaves the store alone when nothing changed', async () => {
    store.links.mockResolvedValue(new Map([['risk', 'component:default/risk']]));
    await linksOf(provided('risk')).run();
    expect(store.setLinks).not.toHaveBeenCalled();
  });

  it('changes nothing when the catalog cannot be read', async () => {
    store.links.mockResolvedValue(new Map([['risk', 'component:default/risk']]));
    const catalog = catalogServiceMock();
    catalog.queryEntities = async () => {
      throw new Error('unreachable');
    };
    const links = new EntityLinks({ catalog, auth: mockServices.auth(), logger }, store);
    await expect(links.run()).rejects.toThrow('unreachable');
    expect(store.setLinks).not.toHaveBeenCalled();
  });

  it('reads a catalog of more than one page', async () => {
    const many = Array.from({ length: 1_100 }, (_, i) => provided(`model-${i}`));
    await linksOf(...many).run();
    expect(store.setLinks.mock.calls[0][0]).toHaveLength(1_100);
  });
});
