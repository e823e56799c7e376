import type { Deployment } from '@mlops-backstage/plugin-mlops-common';
import { bakeLimitsInWords } from './bakeInWords';

export type ServingRole = 'champion' | 'canary' | 'challenger';

/** A version that a deployment serves, in its role. */
export interface ServedVersion {
  version: number;
  role: ServingRole;
  /** Percent of the requests that it answers: none for a challenger, which only gets copies. */
  share: number;
}

type Serving = Pick<Deployment, 'version' | 'canary' | 'challengers'>;
type Configured = Serving & Pick<Deployment, 'follow' | 'bakeLimits'>;

/** Who serves: the champion, the canary, then the challengers as they come. */
export function servedVersions({ version, canary, challengers }: Serving): ServedVersion[] {
  const answering: ServedVersion[] =
    version === undefined
      ? []
      : [{ version, role: 'champion', share: 100 - (canary?.weight ?? 0) }];
  if (canary) {
    answering.push({ version: canary.version, role: 'canary', share: canary.weight });
  }
  return [
    ...answering,
    ...challengers.map(each => ({ version: each, role: 'challenger' as const, share: 0 })),
  ];
}

/** A deployment that serves a version, with the role that the version has there. */
export interface ServingDeployment<D> {
  deployment: D;
  served: ServedVersion;
}

/** The deployments that serve a version in any role. */
export function deploymentsServing<D extends Serving>(
  deployments: readonly D[],
  version: number,
): Array<ServingDeployment<D>> {
  return deployments.flatMap(deployment => {
    const served = servedVersions(deployment).find(each => each.version === version);
    return served ? [{ deployment, served }] : [];
  });
}

/** `champion`, `canary, 10 %`, `challenger`. */
export function roleInWords({ role, share }: ServedVersion): string {
  return role === 'canary' ? `canary, ${formatShare(share)}` : role;
}

export const ROLES: Record<ServingRole, string> = {
  champion: 'Champion',
  canary: 'Canary',
  challenger: 'Challenger',
};

/** Percent with no more digits than it has: `10 %`, `0.5 %`. */
export function formatShare(percent: number): string {
  return `${Number(percent.toFixed(2))} %`;
}

/** What each of the roles holds, in words; null where there is nothing. */
export interface ServingInWords {
  champion: string | null;
  canary: string | null;
  challengers: string | null;
  follow: string | null;
  bakeLimits: string | null;
}

export function servingInWords(serving: Configured): ServingInWords {
  const { version, canary, challengers, follow, bakeLimits } = serving;
  return {
    champion: version === undefined ? null : `v${version}`,
    canary: canary ? `v${canary.version} at ${formatShare(canary.weight)}` : null,
    challengers: challengers.length > 0 ? challengers.map(each => `v${each}`).join(', ') : null,
    follow: follow ?? null,
    bakeLimits: bakeLimits ? bakeLimitsInWords(bakeLimits) : null,
  };
}

export interface ServingChange {
  field: keyof ServingInWords;
  before: string | null;
  after: string | null;
}

export const FIELDS: Record<keyof ServingInWords, string> = {
  champion: 'Champion',
  canary: 'Canary',
  challengers: 'Challengers',
  follow: 'Follows',
  bakeLimits: 'Bake time',
};

/** In what two states of a deployment differ. */
export function servingDiff(before: Configured, after: Configured): ServingChange[] {
  const [old, now] = [servingInWords(before), servingInWords(after)];
  return (Object.keys(FIELDS) as Array<keyof ServingInWords>).flatMap(field =>
    old[field] === now[field] ? [] : [{ field, before: old[field], after: now[field] }],
  );
}
