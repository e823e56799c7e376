import { buildReferenceProfile, serializeProfile } from '@mlops-backstage/model-profile';
import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import { DeployedVersions } from './DeployedVersions';
import { ReferenceProfiles } from './ReferenceProfiles';
import type { ModelRow } from './ModelStore';
import type { VersionRow, VersionStore } from './VersionStore';

const profile = buildReferenceProfile([
  { name: 'x', role: 'feature', kind: 'numeric', values: [1, 2, 3] },
]);

const evaluation = { split: 'test', metrics: { auc: 0.9 } } as unknown as Evaluation;

function setUp() {
  const prediction = { value: 'y' };
  const served = new Map([['endpoint', 'model-1']]);
  const versions = new Map([
    ['model-1 1', { id: 'with', details: { prediction } } as VersionRow],
    ['model-1 2', { id: 'without', details: { prediction } } as VersionRow],
  ]);
  const findVersion = jest.fn(async (modelId: string, version: number) =>
    versions.get(`${modelId} ${version}`),
  );
  const profiles = {
    referenceProfile: async (id: string) => (id === 'with' ? serializeProfile(profile) : undefined),
  } as unknown as VersionStore;
  const deployed = new DeployedVersions(
    {
      find: async name =>
        name === 'of-model-1' ? ({ problem_type: 'regression' } as ModelRow) : undefined,
      findVersion,
    },
    { latest: async ids => new Map(ids.includes('with') ? [['with', [evaluation]]] : []) },
    new ReferenceProfiles(profiles),
    {
      async find(name) {
        const id = served.get(name);
        return id === undefined ? undefined : { model: `of-${id}`, model_id: id };
      },
    },
  );
  return { deployed, findVersion, served, versions, prediction };
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
    const { deployed, findVersion } = setUp();
    await Promise.all([deployed.versionOf('endpoint', 1), deployed.versionOf('endpoint', 1)]);
    await deployed.versionOf('endpoint', 1);
    expect(findVersion).toHaveBeenCalledTimes(1);
  });

  it('looks again for what was not there', async () => {
    const { deployed, served, versions } = setUp();
    expect(await deployed.versionOf('later', 1)).toBeUndefined();
    expect(await deployed.versionOf('endpoint', 3)).toBeUndefined();
    served.set('later', 'model-1');
    versions.set('model-1 3', versions.get('model-1 1')!);
    expect(await deployed.versionOf('later', 1)).toBeDefined();
    expect(await deployed.versionOf('endpoint', 3)).toBeDefined();
  });

  it('tells what the model predicts, and how a version did, as it is now', async () => {
    const { deployed, served } = setUp();
    expect(await deployed.problemTypeOf('endpoint')).toBe('regression');
    expect(await deployed.latestEvaluations('endpoint', 1)).toEqual([evaluation]);
    expect(await deployed.latestEvaluations('endpoint', 2)).toEqual([]);
    expect(await deployed.latestEvaluations('endpoint', 3)).toEqual([]);
    served.delete('endpoint');
    expect(await deployed.problemTypeOf('endpoint')).toBeUndefined();
    expect(await deployed.latestEvaluations('endpoint', 1)).toEqual([]);
  });

  it('looks again after a failure', async () => {
    const { deployed, findVersion } = setUp();
    findVersion.mockRejectedValueOnce(new Error('away'));
    await expect(deployed.versionOf('endpoint', 1)).rejects.toThrow('away');
    expect(await deployed.versionOf('endpoint', 1)).toBeDefined();
  });
});
