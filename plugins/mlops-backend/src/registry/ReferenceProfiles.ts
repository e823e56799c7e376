import { parseProfile } from '@mlops-backstage/model-profile';
import type { Profile } from '@mlops-backstage/model-profile';
import type { VersionStore } from './VersionStore';

/** Parsed profiles kept: a few kilobytes each. */
const MAX_KEPT = 500;

/** The frozen reference profiles of versions. They never change, so what was read once is kept. */
export class ReferenceProfiles {
  private readonly kept = new Map<string, Promise<Profile | undefined>>();

  constructor(private readonly versions: VersionStore) {}

  /** @returns undefined for a version that was registered without reference data */
  of(versionId: string): Promise<Profile | undefined> {
    const known = this.kept.get(versionId);
    // Taken out and put back, so that the least recently used one is the first.
    this.kept.delete(versionId);
    const profile = known ?? this.read(versionId);
    this.kept.set(versionId, profile);
    if (this.kept.size > MAX_KEPT) {
      this.kept.delete(this.kept.keys().next().value!);
    }
    return profile;
  }

  private async read(versionId: string): Promise<Profile | undefined> {
    try {
      const stored = await this.versions.referenceProfile(versionId);
      return stored === undefined ? undefined : parseProfile(stored);
    } catch (error) {
      this.kept.delete(versionId);
      throw error;
    }
  }
}
