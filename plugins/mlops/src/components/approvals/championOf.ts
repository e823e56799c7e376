import type { Model, Stage } from '@mlops-backstage/plugin-mlops-common';

/**
 * The version that one that wants to enter a stage has to stand up to, as the gates see it: the one with the alias
 * `champion`, or else the newest in the stage.
 */
export function championOf(
  { aliases, stages }: Pick<Model, 'aliases' | 'stages'>,
  to: Stage,
  candidate: number,
): number | undefined {
  return [
    aliases.find(({ alias }) => alias === 'champion')?.version,
    stages.find(({ stage }) => stage === to)?.version,
  ].find(version => version !== undefined && version !== candidate);
}
