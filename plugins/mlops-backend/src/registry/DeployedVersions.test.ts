import { buildReferenceProfile, serializeProfile } from '@mlops-backstage/model-profile';
import { DeployedVersions } from './DeployedVersions';
import { ReferenceProfiles } from './ReferenceProfiles';
import type { VersionRow, VersionStore } from './VersionStore';

const profile = buildReferenceProfile([
  { name: 'x', role: 'feature', kind: 'numeric', values: [1, 2, 3] },
]);

function setUp() {
  const prediction = { value: 'y' };
  const models = new Map([['endpoint', 'model-1']]);
  const versions = new Map([
    ['model-1 1', { id: 'with', details: { prediction } } as VersionRow],
    ['model-1 2', { id: 'without', details: { prediction } } as VersionRow],
  ]);
  const find = jest.fn(async (modelId: string, version: number) =>
    versions.get(`${modelId} ${version}`),
  );
  const store = {
    find,
    referenceProfile: async (id: string) => (id === 'with' ? serializeProfile(profile) : undefined),
  } as unknown as VersionStore;
  const deployed = new DeployedVersions(store, new ReferenceProfiles(store), async name =>
    models.get(name),
  );
  return { deployed, find, models, versions, prediction };
}

describe('DeployedVersions', () => {
  it('tells what a version predicts and what its traffic is compared with', async () => {
    const { deployed, prediction } = setUp();
    expect(await deployed.versionOf('endpoint', 1)).toEqual({ prediction, reference: profile });
    expect(await deployed.schemaOfDeployed('endpoint', 1)).toEqual(profile.schema);
    expect(await deployed.schemaOf('with')).toEqual(profile.schema);
  });

  it('tells no reference of a version that has none', async () => {
    const { deployed, prediction } = setUp();
    expect(await deployed.versionOf('endpoint', 2)).toEqual({ prediction, reference: undefined });
    expect(await deployed.schemaOfDeployed('endpoint', 2)).toBeUndefined();
    expect(await deployed.schemaOf('without')).toBeUndefined();
  });

  it('finds a version once', async () => {
    const { deployed, find } = setUp();
    await Promise.all([deployed.versionOf('endpoint', 1), deployed.versionOf('endpoint', 1)]);
    await deployed.versionOf('endpoint', 1);
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('looks again for what was not there', async () => {
    const { deployed, models, versions } = setUp();
    expect(await deployed.versionOf('later', 1)).toBeUndefined();
    expect(await deployed.versionOf('endpoint', 3)).toBeUndefined();
    models.set('later', 'model-1');
    versions.set('model-1 3', versions.get('model-1 1')!);
    expect(await deployed.versionOf('later', 1)).toBeDefined();
    expect(await deployed.versionOf('endpoint', 3)).toBeDefined();
  });

  it('looks again after a failure', async () => {
    const { deployed, find } = setUp();
    find.mockRejectedValueOnce(new Error('away'));
    await expect(deployed.versionOf('endpoint', 1)).rejects.toThrow('away');
    expect(await deployed.versionOf('endpoint', 1)).toBeDefined();
  });
});
