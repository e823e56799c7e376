import type { LifecyclePolicy, Stage } from '@mlops-backstage/plugin-mlops-common';

/**
 * The stages that a version goes through to reach one, the last of them included: as few as there can be, and never by way of the
 * archive.
 *
 * @returns nothing where the policy leads there in no way
 */
export function stagesTo(
  { transitions }: Pick<LifecyclePolicy, 'transitions'>,
  from: Stage,
  to: Stage,
): Stage[] | undefined {
  const ways: Stage[][] = [[from]];
  const seen = new Set<Stage>([from]);
  for (const way of ways) {
    const at = way[way.length - 1];
    if (at === to) {
      return way.slice(1);
    }
    const next = transitions.find(one => one.from === at)?.to ?? [];
    for (const stage of next) {
      if (!seen.has(stage) && (stage === to || stage !== 'Archived')) {
        seen.add(stage);
        ways.push([...way, stage]);
      }
    }
  }
  return undefined;
}
