import { aDeployment, aModel } from './__testUtils__/fixtures';
import { eventually, startCatalog } from './__testUtils__/startCatalog';

jest.setTimeout(90_000);

const declared = (name: string, annotations: Record<string, string> = {}) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, annotations },
  spec: { type: 'ml-model', lifecycle: 'production', owner: 'flight-operations' },
});

describe('the models and endpoints of the registry in the catalog', () => {
  let catalog: Awaited<ReturnType<typeof startCatalog>>;

  beforeEach(async () => {
    catalog = await startCatalog();
  });

  afterEach(() => catalog.stop());

  const expectRefs = (...refs: string[]) =>
    eventually(async () => expect(await catalog.refs()).toEqual(refs));

  it('appear with all that is known of them, related to each other', async () => {
    const { registry } = catalog;
    registry.add(
      aModel('risk', {
        system: 'system:default/delays',
        stages: [{ stage: 'Production', version: 3 }],
        latestVersion: { version: 3, createdAt: '', datasets: ['resource:default/nycflights13'] },
      }),
      aDeployment('risk-live', 'risk', { version: 3 }),
      aDeployment('risk-gone', 'risk', { status: 'undeployed', version: undefined }),
    );
    registry.add(aModel('delay', { description: '', tags: [] }));
    registry.add(aModel('weather'));
    await catalog.refresh();

    await expectRefs(
      'component:default/delay',
      'component:default/risk',
      'api:default/risk-live',
      'component:default/weather',
    );
    await eventually(async () =>
      expect(await catalog.entity('component:default/risk')).toMatchObject({
        metadata: {
          description: 'Predicts risk',
          tags: ['flights', 'c++'],
          annotations: { 'mlops.io/model': 'risk' },
          links: [{ url: 'https://portal.example.com/mlops?search=risk' }],
        },
        spec: { type: 'ml-model', lifecycle: 'production', system: 'system:default/delays' },
        relations: [
          { type: 'dependsOn', targetRef: 'resource:default/nycflights13' },
          { type: 'ownedBy', targetRef: 'group:default/flight-operations' },
          { type: 'partOf', targetRef: 'system:default/delays' },
          { type: 'providesApi', targetRef: 'api:default/risk-live' },
        ],
      }),
    );
    const api = await catalog.entity('api:default/risk-live');
    expect(api).toMatchObject({
      metadata: { annotations: { 'mlops.io/model': 'risk', 'mlops.io/deployment': 'risk-live' } },
      spec: { type: 'openapi', lifecycle: 'production', owner: 'group:default/flight-operations' },
      relations: expect.arrayContaining([
        { type: 'apiProvidedBy', targetRef: 'component:default/risk' },
      ]),
    });
    expect(JSON.parse(api.spec!.definition as string)).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'risk-live', version: '3' },
    });
    expect(registry.askers).toEqual(new Set(['plugin:catalog']));
  });

  it('follow the registry soon after it says that it changed', async () => {
    const { registry } = catalog;
    registry.add(aModel('risk'), aDeployment('risk-live', 'risk'));
    registry.add(aModel('delay'));
    await Promise.all([catalog.say('risk'), catalog.say('delay')]);
    await expectRefs('component:default/delay', 'component:default/risk', 'api:default/risk-live');
    expect(registry.asked.filter(url => url === '/models?limit=100')).toHaveLength(1);

    registry.models = [
      aModel('risk', { owner: 'user:default/guest', description: 'Another', deployments: [] }),
    ];
    registry.deployments = [aDeployment('risk-live', 'risk', { status: 'undeployed' })];
    await catalog.say('risk');

    await expectRefs('component:default/risk');
    await eventually(async () =>
      expect(await catalog.entity('component:default/risk')).toMatchObject({
        metadata: { description: 'Another' },
        relations: [{ type: 'ownedBy', targetRef: 'user:default/guest' }],
      }),
    );
  });

  it('are put there again only when something differs, whoever changed it', async () => {
    const applied = () =>
      catalog.logger.info.mock.calls.filter(([message]) => message.startsWith('The registry has'));
    catalog.registry.add(aModel('risk'), aDeployment('risk-live', 'risk'));
    await catalog.refresh();
    await expectRefs('component:default/risk', 'api:default/risk-live');
    await catalog.refresh();
    await catalog.refresh();
    expect(applied()).toEqual([['The registry has 2 entities in the catalog']]);

    await catalog.remove('component:default/risk');
    await catalog.refresh();
    await expectRefs('component:default/risk', 'api:default/risk-live');
    expect(applied()).toHaveLength(2);
  });

  it('give way to an entity that stands for the model, which then has its endpoints', async () => {
    catalog.registry.add(aModel('risk'), aDeployment('risk-live', 'risk'));
    await catalog.refresh();
    await expectRefs('component:default/risk', 'api:default/risk-live');

    catalog.declare(declared('by-hand', { 'mlops.io/model': 'risk' }));
    await expectRefs(
      'component:default/by-hand',
      'component:default/risk',
      'api:default/risk-live',
    );
    await catalog.refresh();

    await expectRefs('component:default/by-hand', 'api:default/risk-live');
    await eventually(async () =>
      expect((await catalog.entity('component:default/by-hand')).relations).toContainEqual({
        type: 'providesApi',
        targetRef: 'api:default/risk-live',
      }),
    );

    catalog.declare(declared('by-hand'));
    await eventually(async () => {
      await catalog.refresh();
      expect(await catalog.refs()).toEqual([
        'component:default/by-hand',
        'component:default/risk',
        'api:default/risk-live',
      ]);
    });
  });

  it('stay where an entity of another owner claims the model', async () => {
    catalog.registry.add(aModel('risk', { owner: 'group:default/others' }));
    catalog.declare(declared('by-hand', { 'mlops.io/model': 'risk' }));
    await expectRefs('component:default/by-hand');
    await catalog.refresh();
    await expectRefs('component:default/by-hand', 'component:default/risk');
  });

  it('give way to an entity of the same name that comes later', async () => {
    catalog.registry.add(aModel('risk'), aDeployment('risk-live', 'risk'));
    await catalog.refresh();
    await expectRefs('component:default/risk', 'api:default/risk-live');

    catalog.declare(declared('risk', { 'mlops.io/model': 'risk' }));
    const expectDeclared = () =>
      eventually(async () =>
        expect(await catalog.entity('component:default/risk')).toMatchObject({
          spec: { owner: 'flight-operations' },
          relations: expect.arrayContaining([
            { type: 'providesApi', targetRef: 'api:default/risk-live' },
          ]),
        }),
      );
    await expectDeclared();
    await catalog.refresh();
    await catalog.refresh();

    await expectDeclared();
    await expectRefs('component:default/risk', 'api:default/risk-live');
  });

  it('leave a name to an unrelated entity, and say so once', async () => {
    catalog.declare(declared('risk'));
    await expectRefs('component:default/risk');
    catalog.registry.add(aModel('risk'), aDeployment('risk-live', 'risk'));
    await catalog.refresh();
    await catalog.refresh();

    await expectRefs('component:default/risk', 'api:default/risk-live');
    expect(await catalog.entity('component:default/risk')).toMatchObject({
      spec: { owner: 'flight-operations' },
      relations: [{ type: 'ownedBy', targetRef: 'group:default/flight-operations' }],
    });
    const warnings = catalog.logger.warn.mock.calls.map(([message]) => message);
    expect(warnings.filter(message => message.includes('component:default/risk'))).toEqual([
      "The registry's component:default/risk is left out of the catalog, which has another entity of that name",
    ]);
  });

  it.each([
    ['the first page of models', '/models?limit=100'],
    ['a later page of models', '/models?limit=100&cursor=2'],
    ['the deployments', '/deployments?limit=100'],
    ['the description of an endpoint', '/deployments/b-live/openapi'],
  ])('stay when %s cannot be read', async (_, url) => {
    const { registry } = catalog;
    for (const name of ['a', 'b', 'c']) {
      registry.add(aModel(name), aDeployment(`${name}-live`, name));
    }
    await catalog.refresh();
    const all = ['a', 'b', 'c'].flatMap(name => [
      `component:default/${name}`,
      `api:default/${name}-live`,
    ]);
    await expectRefs(...all);

    registry.broken = [url];
    registry.deployments = registry.deployments.map(one => ({ ...one, revision: 2 }));
    registry.models = registry.models.map(one => ({ ...one, description: 'Changed' }));
    await catalog.say('a');
    await eventually(async () =>
      expect(catalog.logger.warn).toHaveBeenCalledWith(
        expect.stringMatching(/^The catalog stays as it was/),
        expect.anything(),
      ),
    );

    expect(await catalog.refs()).toEqual(all);
    registry.broken = [];
    await catalog.refresh();
    await eventually(async () =>
      expect(await catalog.entity('component:default/c')).toMatchObject({
        metadata: { description: 'Changed' },
      }),
    );
  });
});

describe('the namespace of the configuration', () => {
  it('is where models and endpoints are', async () => {
    const catalog = await startCatalog({ config: { mlops: { catalog: { namespace: 'ml' } } } });
    catalog.registry.add(aModel('risk'), aDeployment('risk-live', 'risk'));
    await catalog.refresh();

    await eventually(async () =>
      expect(await catalog.entity('component:ml/risk')).toMatchObject({
        relations: expect.arrayContaining([{ type: 'providesApi', targetRef: 'api:ml/risk-live' }]),
      }),
    );
    await catalog.stop();
  });
});
