import type { Grant } from '@mlops-backstage/plugin-mlops-common';

const sameAnswer = (grants: Grant[]) =>
  grants.every(
    ({ granted, because }) => granted === grants[0].granted && because === grants[0].because,
  );

/** The grants, those in an environment told once where they are the same at every stage. */
export function withoutNeedlessStages(grants: readonly Grant[]): Grant[] {
  const groups = new Map<string, Grant[]>();
  for (const grant of grants) {
    const { permission, environment, stage } = grant;
    const key = JSON.stringify([permission, environment ?? stage]);
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
