import { buildReferenceProfile, serializeProfile } from '@mlops-backstage/model-profile';
import { ReferenceProfiles } from './ReferenceProfiles';
import type { VersionStore } from './VersionStore';

const profile = buildReferenceProfile([
  { name: 'x', role: 'feature', kind: 'numeric', values: [1, 2, 3] },
]);
const serialized = serializeProfile(profile);

/** Profiles over a store that counts how often it is asked. */
function profilesOver(stored: (versionId: string) => string | undefined) {
  const asked: string[] = [];
  const store = {
    referenceProfile: async (versionId: string) => {
      asked.push(versionId);
      return stored(versionId);
    },
  } as unknown as VersionStore;
  return { profiles: new ReferenceProfiles(store), asked };
}

describe('ReferenceProfiles', () => {
  it('reads a profile once, however many ask for it', async () => {
    const { profiles, asked } = profilesOver(() => serialized);
    const found = await Promise.all([profiles.of('a'), profiles.of('a')]);
    expect([...found, await profiles.of('a')]).toEqual([profile, profile, profile]);
    expect(asked).toEqual(['a']);
  });

  it('knows nothing of versions without reference data', async () => {
    const { profiles, asked } = profilesOver(() => undefined);
    expect(await profiles.of('a')).toBeUndefined();
    expect(await profiles.of('a')).toBeUndefined();
    expect(asked).toEqual(['a']);
  });

  it('does not keep a failure', async () => {
    let away = true;
    const { profiles } = profilesOver(() => {
      if (away) {
        throw new Error('away');
      }
      return serialized;
    });
    await expect(profiles.of('a')).rejects.toThrow('away');
    away = false;
    expect(await profiles.of('a')).toEqual(profile);
  });

  it('keeps 500, letting go of the one that was not asked for the longest', async () => {
    const { profiles, asked } = profilesOver(() => undefined);
    for (let i = 0; i < 500; i++) {
      await profiles.of(String(i));
    }
    await profiles.of('0');
    await profiles.of('one more');
    asked.length = 0;
    await profiles.of('0');
    await profiles.of('1');
    expect(asked).toEqual(['1']);
  });
});
