import { mlopsVersionTransitionPermission } from '@mlops-backstage/plugin-mlops-common';
import type { Grant } from '@mlops-backstage/plugin-mlops-common';

const sameAnswer = (grants: Grant[]) =>
  grants.every(
    ({ granted, because }) => granted === grants[0].granted && because === grants[0].because,
  );

/**
 * The grants, told once where they are the same at every stage; those to move versions between stages are told for each
 * all the same.
 */
export function withoutNeedlessStages(grants: readonly Grant[]): Grant[] {
  const groups = new Map<string, Grant[]>();
  for (const grant of grants) {
    const { permission, environment, stage } = grant;
    const isTransition = permission === mlopsVersionTransitionPermission.name;
    const key = JSON.stringify([permission, environment, isTransition && stage]);
    groups.set(key, [...(groups.get(key) ?? []), grant]);
  }
  return [...groups.values()].flatMap(group => {
    if (group.length === 1 || !sameAnswer(group)) {
      return group;
    }
    const { stage, ...grant } = group[0];
    return [grant];
  });
}
