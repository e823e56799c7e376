import { mockServices } from '@backstage/backend-test-utils';
import { ANNOTATION_ORIGIN_LOCATION } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { PROVIDER_LOCATION } from '@mlops-backstage/plugin-mlops-common';
import type { LinkedModel } from '../registry/ModelStore';
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
  spec: { owner: 'ours' },
});
const declared = (name: string, model?: string) =>
  entity(name, model, 'url:https://example.com/catalog-info.yaml');
const owner = 'group:default/ours';
const models = (links: Record<string, string | undefined>): LinkedModel[] =>
  Object.entries(links).map(([name, entityRef]) => ({ name, owner, entityRef }));
const provided = (name: string) => entity(name, name, PROVIDER_LOCATION);

describe('EntityLinks', () => {
  const logger = mockServices.logger.mock();
  let store: { [M in keyof LinkStore]: jest.Mock };

  beforeEach(() => {
    logger.warn.mockReset();
    store = { linkedModels: jest.fn(async () => models({ risk: undefined })), setLinks: jest.fn() };
  });

  const linksOf = (...entities: Entity[]) =>
    new EntityLinks(
      { catalog: catalogServiceMock({ entities }), auth: mockServices.auth(), logger },
      store,
    );

  it('knows the entities of models, whoever put them there', async () => {
    store.linkedModels.mockResolvedValue(models({ risk: undefined, delay: undefined }));
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
    store.linkedModels.mockResolvedValue(
      models({
        same: 'component:default/same',
        moved: 'component:default/before',
        new: undefined,
        gone: 'component:default/gone',
        never: undefined,
      }),
    );
    await linksOf(
      provided('same'),
      declared('after', 'moved'),
      provided('new'),
      declared('stray', 'no-model'),
    ).run();
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

  it('lets nobody stand for the model of another owner, but the entity that it was registered from', async () => {
    store.linkedModels.mockResolvedValue([
      { name: 'risk', owner: 'group:default/theirs' },
      { name: 'delay', owner: 'group:default/theirs', declaredBy: 'component:default/delay' },
    ]);
    await linksOf(
      declared('aaa', 'risk'),
      provided('risk'),
      declared('delay', 'delay'),
      declared('aab', 'delay'),
    ).run();
    expect(store.setLinks).toHaveBeenCalledWith([
      { model: 'risk', entityRef: 'component:default/risk' },
      { model: 'delay', entityRef: 'component:default/delay' },
    ]);
    expect(logger.warn).toHaveBeenCalledTimes(2);
  });

  it('leaves the store alone when nothing changed', async () => {
    store.linkedModels.mockResolvedValue(models({ risk: 'component:default/risk' }));
    await linksOf(provided('risk')).run();
    expect(store.setLinks).not.toHaveBeenCalled();
  });

  it('changes nothing when the catalog cannot be read', async () => {
    store.linkedModels.mockResolvedValue(models({ risk: 'component:default/risk' }));
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
    store.linkedModels.mockResolvedValue(
      models(Object.fromEntries(many.map(({ metadata }) => [metadata.name, undefined]))),
    );
    await linksOf(...many).run();
    expect(store.setLinks.mock.calls[0][0]).toHaveLength(1_100);
  });
});
