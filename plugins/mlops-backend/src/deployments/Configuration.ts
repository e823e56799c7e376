import type {
  BakeLimits,
  Canary,
  FollowedStage,
  Revision,
} from '@mlops-backstage/plugin-mlops-common';
import { limitsInWords } from './bake/limitsInWords';

/** What a deployment is meant to serve: whole in every revision. */
export interface Configuration {
  /** The champion; null when undeployed, and then there are neither canary nor challengers. */
  version: number | null;
  canary: Canary | null;
  /** In ascending order. */
  challengers: number[];
  /** The stage whose newcomers become champion. */
  follow: FollowedStage | null;
  /** What versions have to keep to during their bake time; those of the environment where it is null. */
  bakeLimits: BakeLimits | null;
}

/** What a version does in a deployment. */
export type Role = 'champion' | 'canary' | 'challenger';

/** A version in its role. */
export interface Assignment {
  role: Role;
  version: number;
}

/** Serves nothing. */
export const EMPTY: Configuration = {
  version: null,
  canary: null,
  challengers: [],
  follow: null,
  bakeLimits: null,
};

/** The configuration of anything that has one, and nothing else of it. */
export const configurationOf = ({
  version,
  canary,
  challengers,
  follow,
  bakeLimits,
}: Configuration): Configuration => ({ version, canary, challengers, follow, bakeLimits });

/** Who serves, the champion first. */
export function assignmentsOf(configuration: Configuration): Assignment[] {
  return [
    ...answeringOf(configuration),
    ...configuration.challengers.map(version => ({ role: 'challenger' as const, version })),
  ];
}

/** Those whose answers are what the deployment answers. */
export function answeringOf({ version, canary }: Configuration) {
  return [
    ...(version === null ? [] : [{ role: 'champion' as const, version }]),
    ...(canary ? [{ role: 'canary' as const, version: canary.version }] : []),
  ];
}

/** All stop; the settings stay. */
export const undeployed = (configuration: Configuration): Configuration => ({
  ...EMPTY,
  follow: configuration.follow,
  bakeLimits: configuration.bakeLimits,
});

const besidesChampion = (configuration: Configuration, version: number): Configuration => ({
  ...configuration,
  canary: configuration.canary?.version === version ? null : configuration.canary,
  challengers: configuration.challengers.filter(challenger => challenger !== version),
});

/** With another champion, which gives up what it was before. */
export const withChampion = (configuration: Configuration, version: number): Configuration => ({
  ...besidesChampion(configuration, version),
  version,
});

/** Without a version: where the champion goes, all stop. */
export const withoutVersion = (configuration: Configuration, version: number): Configuration =>
  configuration.version === version
    ? undeployed(configuration)
    : besidesChampion(configuration, version);

/** What differs, in words; null for nothing. */
export function changesBetween(before: Configuration, after: Configuration): Revision['changes'] {
  const [old, now] = [inWords(before), inWords(after)];
  return (['champion', 'canary', 'challengers', 'follow', 'bakeLimits'] as const)
    .filter(field => old[field] !== now[field])
    .map(field => ({ field, before: old[field], after: now[field] }));
}

function inWords({ version, canary, challengers, follow, bakeLimits }: Configuration) {
  return {
    champion: version === null ? null : `v${version}`,
    canary: canary && `v${canary.version}, ${canary.weight} %`,
    challengers:
      challengers.length === 0 ? null : challengers.map(challenger => `v${challenger}`).join(', '),
    follow,
    bakeLimits: bakeLimits && limitsInWords(bakeLimits),
  };
}
