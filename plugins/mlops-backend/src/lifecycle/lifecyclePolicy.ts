import { ConflictError } from '@backstage/errors';
import type { LifecyclePolicy, Stage } from '@mlops-backstage/plugin-mlops-common';

/** Where the policy lets a version go from a stage. */
export function stagesAfter({ transitions }: LifecyclePolicy, from: Stage): Stage[] {
  return transitions.find(transition => transition.from === from)?.to ?? [];
}

/**
 * Where the other versions in a stage go when one enters it.
 *
 * @returns nothing where they stay
 */
export function stageOfOthers({ onPromote }: LifecyclePolicy, entered: Stage): Stage | undefined {
  const others = onPromote.find(({ stage }) => stage === entered)?.others ?? 'keep';
  return others === 'keep' ? undefined : others;
}

/**
 * @param name - of the version, such as `risk@2`
 * @throws `ConflictError` telling what is allowed
 */
export function requireTransition(
  policy: LifecyclePolicy,
  name: string,
  from: Stage,
  to: Stage,
): void {
  const allowed = stagesAfter(policy, from);
  if (!allowed.includes(to)) {
    throw new ConflictError(
      `${name} can't go from ${from} to ${to}; from ${from} a version can go ${
        allowed.length > 0 ? `to ${allowed.join(', ')}` : 'nowhere'
      }`,
    );
  }
}

/**
 * What was granted was granted for the stage that the version was in.
 *
 * @throws `ConflictError` where the version left it since
 */
export function requireUnmoved(name: string, version: { stage: Stage }, from: Stage): void {
  if (version.stage !== from) {
    throw new ConflictError(`${name} has just gone from ${from} to ${version.stage}: look again`);
  }
}
