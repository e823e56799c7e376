import type { Grant, Stage } from '@mlops-backstage/plugin-mlops-common';

/** Where something is to be done, as far as that decides. */
export interface AccessScope {
  /** Of a version. */
  stage?: Stage;
  /** Of a deployment. */
  environment?: string;
}

const agrees = (asked: string | undefined, granted: string | undefined) =>
  asked === undefined || granted === undefined || asked === granted;

/**
 * Why a permission isn't granted, in the policy's words where it has some; undefined where it is granted. Of a
 * permission that is granted for some stages or environments, the scope picks; what the scope leaves open may be any.
 */
export function refusalOf(
  grants: readonly Grant[],
  permission: string,
  { stage, environment }: AccessScope = {},
): string | undefined {
  const fitting = grants.filter(
    grant =>
      grant.permission === permission &&
      agrees(stage, grant.stage) &&
      agrees(environment, grant.environment),
  );
  if (fitting.some(({ granted }) => granted)) {
    return undefined;
  }
  return (
    fitting.find(({ because }) => because !== undefined)?.because ??
    `You lack the permission ${permission}`
  );
}
