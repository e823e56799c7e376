import { cpSync, createReadStream } from 'node:fs';
import { createMockDirectory, mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Knex } from 'knex';
import { filesBelow, riskMetadata, riskModel } from '../__testUtils__/files';
import { flights } from '../__testUtils__/startMlops';
import { defaultUrlReader } from '../__testUtils__/urlReader';
import { FileArtifactStore } from '../artifacts/FileArtifactStore';
import { createRegistry } from '../__testUtils__/registry';
import { migrationsDirectory } from '../database/openDatabase';
import type { RegistrationService } from '../registry/RegistrationService';
import { CatalogRegistrar } from './CatalogRegistrar';
import { DatabaseRegistrationStore } from './RegistrationStore';
import { SourceReader } from './SourceReader';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const version1 = {
  artifact: '1/model.onnx',
  reference: '1/reference.parquet',
  evaluations: ['1/evaluation-test.json'],
  algorithm: 'LogisticRegression',
};
const version2 = { artifact: '2/model.onnx', algorithm: 'HistGradientBoostingClassifier' };

describe.each(databases.eachSupportedId())('CatalogRegistrar, %s', databaseId => {
  const folder = createMockDirectory();
  let knex: Knex;
  let registry: RegistrationService;
  let registrations: DatabaseRegistrationStore;
  let artifacts: FileArtifactStore;

  beforeEach(async () => {
    folder.clear();
    cpSync(`${flights}/flight-delay-risk`, folder.resolve('models'), { recursive: true });
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    artifacts = await FileArtifactStore.create({ root: folder.resolve('store') });
    registrations = new DatabaseRegistrationStore(knex);
    registry = createRegistry(knex).registration;
  });

  const writeManifest = (versions: object[], name = 'm.yaml') =>
    folder.addContent({
      [`models/${name}`]: JSON.stringify({
        description: 'Of the manifest',
        problemType: 'binary-classification',
        versions,
      }),
    });

  const entityOf = (name: string, change: Partial<Record<string, any>> = {}): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      description: change.description,
      tags: change.tags,
      annotations: {
        'backstage.io/managed-by-location': `file:${folder.resolve('models/entity.yaml')}`,
        'mlops.io/artifact': 'm.yaml',
        'mlops.io/model': name,
        ...change.annotations,
      },
    },
    spec: { type: 'ml-model', owner: 'owner' in change ? change.owner : 'Flight-Operations' },
  });

  const run = (...entities: Entity[]) =>
    new CatalogRegistrar(
      {
        catalog: catalogServiceMock({ entities }),
        auth: mockServices.auth(),
        logger: mockServices.logger.mock(),
      },
      registry,
      registrations,
      new SourceReader(defaultUrlReader(), [folder.resolve('models')]),
      {
        store: artifacts,
        limits: { artifactBytes: 10_000_000, referenceBytes: 10_000_000 },
        temporaryDirectory: folder.resolve('store/staging'),
      },
    ).run();

  const outcomeOf = (name: string) => registrations.find(`component:default/${name}`);
  const audited = () => knex('audit_events').orderBy('seq').select('actor', 'action', 'resource');
  const algorithms = () => knex('versions').orderBy('version').pluck('algorithm');

  it('registers the versions in the order of the manifest, with all that belongs to them', async () => {
    writeManifest([version1, version2]);
    await run(entityOf('risk', { tags: ['flights'] }));

    expect(await outcomeOf('risk')).toMatchObject({
      model: 'risk',
      owner: 'group:default/flight-operations',
      state: 'registered',
    });
    expect(await registry.findModel('risk')).toMatchObject({
      entity_ref: 'component:default/risk',
      owner: 'group:default/flight-operations',
      description: 'Of the manifest',
      problem_type: 'binary-classification',
      tags: ['flights'],
      version_count: 2,
    });
    expect(await algorithms()).toEqual(['LogisticRegression', 'HistGradientBoostingClassifier']);
    expect(await knex('evaluations').pluck('split')).toEqual(['test']);
    const actor = 'plugin:mlops/catalog';
    expect(await audited()).toEqual([
      { actor, action: 'model.register', resource: 'risk' },
      { actor, action: 'version.register', resource: 'risk@1' },
      { actor, action: 'version.register', resource: 'risk@2' },
    ]);
    expect(await filesBelow(folder.resolve('store'))).toHaveLength(2);
  });

  it('does nothing when nothing changed', async () => {
    writeManifest([version2]);
    await run(entityOf('risk'));
    const [outcome, trail] = [await outcomeOf('risk'), await audited()];

    await run(entityOf('risk'));

    expect(await audited()).toEqual(trail);
    expect(await outcomeOf('risk')).toEqual(outcome);
  });

  it('adds no more than the new version of a changed manifest', async () => {
    writeManifest([version1]);
    await run(entityOf('risk'));
    const trail = await audited();
    writeManifest([version1, version2]);

    await run(entityOf('risk'));

    expect((await audited()).slice(trail.length)).toEqual([
      { actor: 'plugin:mlops/catalog', action: 'version.register', resource: 'risk@2' },
    ]);
    expect(await algorithms()).toEqual(['LogisticRegression', 'HistGradientBoostingClassifier']);
  });

  it('follows the owner and the description of the entity, and keeps what they were', async () => {
    writeManifest([version1]);
    await run(entityOf('risk'));
    await run(entityOf('risk', { owner: 'user:guest', description: 'Of the entity' }));

    expect(await registry.findModel('risk')).toMatchObject({
      owner: 'user:default/guest',
      description: 'Of the entity',
      version_count: 1,
    });
    const { action, before, after } = await knex('audit_events').orderBy('seq', 'desc').first();
    expect(action).toBe('model.update');
    expect(JSON.parse(before)).toMatchObject({
      owner: 'group:default/flight-operations',
      description: 'Of the manifest',
    });
    expect(JSON.parse(after)).toMatchObject({
      owner: 'user:default/guest',
      description: 'Of the entity',
    });
  });

  it('keeps why entities failed, and registers the others', async () => {
    writeManifest([version2]);
    const annotated = (name: string, value?: string) => ({ annotations: { [name]: value } });
    const broken: Record<string, [change: Partial<Record<string, any>>, message: RegExp]> = {
      'missing-manifest': [annotated('mlops.io/artifact', 'none.yaml'), /no file/],
      'forbidden-file': [annotated('mlops.io/artifact', '../m.yaml'), /outside the folders/],
      'no-model': [annotated('mlops.io/model'), /has .*artifact but not mlops\.io\/model/],
      'wrong-name': [annotated('mlops.io/model', 'No Name'), /must match pattern/],
      'endless-name': [annotated('mlops.io/model', 'x'.repeat(1000)), /63 characters/],
      'no-owner': [{ owner: undefined }, /component:default\/no-owner has no owner/],
      'wrong-owner': [{ owner: 'a:b:c/d' }, /spec\.owner must match pattern/],
      'empty-owner': [{ owner: '' }, /empty/],
      'no-location': [
        annotated('backstage.io/managed-by-location', 'generated:x'),
        /"generated:x"/,
      ],
    };
    await run(
      ...Object.entries(broken).map(([name, [change]]) => entityOf(name, change)),
      entityOf('risk'),
    );

    for (const [name, [, message]] of Object.entries(broken)) {
      expect(await outcomeOf(name)).toMatchObject({
        state: 'failed',
        message: expect.stringMatching(message),
      });
    }
    expect(await outcomeOf('risk')).toMatchObject({ state: 'registered' });
    expect(await knex('models').pluck('name')).toEqual(['risk']);
  });

  it('says once that an entity fails, and registers it when it no longer does', async () => {
    writeManifest([{ artifact: 'later.onnx' }]);
    await run(entityOf('risk'));
    const failed = await outcomeOf('risk');
    expect(failed).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/later\.onnx/),
    });
    await run(entityOf('risk'));
    expect(await outcomeOf('risk')).toEqual(failed);

    cpSync(riskModel, folder.resolve('models/later.onnx'));
    await run(entityOf('risk'));

    const registered = await outcomeOf('risk');
    expect(registered).toMatchObject({ state: 'registered' });
    expect(registered).not.toHaveProperty('message');
  });

  it('keeps the versions before a broken one, and nothing of that', async () => {
    folder.addContent({ 'models/broken.onnx': 'not a model' });
    writeManifest([version1, { artifact: 'broken.onnx' }]);
    await run(entityOf('risk'));

    expect(await outcomeOf('risk')).toMatchObject({ state: 'failed' });
    expect(await algorithms()).toEqual(['LogisticRegression']);
    expect(await filesBelow(folder.resolve('store'))).toHaveLength(1);
  });

  it('refuses a model that another entity stands for', async () => {
    writeManifest([version2]);
    await run(entityOf('risk'));
    const trail = await audited();

    await run(entityOf('thief', { annotations: { 'mlops.io/model': 'risk' }, owner: 'thieves' }));

    expect(await outcomeOf('thief')).toMatchObject({
      state: 'failed',
      message: 'The model risk belongs to the entity component:default/risk already',
    });
    expect(await registry.findModel('risk')).toMatchObject({
      owner: 'group:default/flight-operations',
    });
    expect(await audited()).toEqual(trail);
  });

  it('refuses a second model of one entity', async () => {
    writeManifest([version2]);
    await run(entityOf('risk'));

    await run(entityOf('risk', { annotations: { 'mlops.io/model': 'renamed' } }));

    expect(await outcomeOf('risk')).toMatchObject({
      state: 'failed',
      message:
        "component:default/risk stands for another model already, so it can't stand for renamed",
    });
    expect(await knex('models').pluck('name')).toEqual(['risk']);
  });

  it('leaves a model that was registered by hand to its owner', async () => {
    const { name, ...described } = riskMetadata;
    await registry.registerModel(
      { ref: 'user:default/guest' },
      { name, ...described, owner: 'group:default/others', problemType: 'binary-classification' },
      {
        registration: {},
        artifact: {
          artifact: await artifacts.stage(createReadStream(riskModel), { maxBytes: 1e7 }),
        },
      },
    );
    writeManifest([version1, version2]);

    await run(entityOf('risk'));

    expect(await registry.findModel('risk')).toMatchObject({
      owner: 'group:default/others',
      entity_ref: null,
      version_count: 1,
    });
  });

  it('stands for a model that its owner registered by hand', async () => {
    const { name, ...described } = riskMetadata;
    await registry.registerModel(
      { ref: 'user:default/guest' },
      { name, ...described, problemType: 'binary-classification' },
      {
        registration: {},
        artifact: {
          artifact: await artifacts.stage(createReadStream(riskModel), { maxBytes: 1e7 }),
        },
      },
    );
    writeManifest([version1, version2]);

    await run(entityOf('risk'));

    expect(await registry.findModel('risk')).toMatchObject({
      entity_ref: 'component:default/risk',
      version_count: 2,
    });
  });
});
