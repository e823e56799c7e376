import type { Environment, Stage, Version } from '@mlops-backstage/plugin-mlops-common';
import type { ServingRole } from './servedVersions';

const list = new Intl.ListFormat('en', { type: 'disjunction' });

/** Stages from which the next step is a promotion. */
const BELOW: readonly Stage[] = ['None', 'Staging'];

/** The stages that a version has to be in one of to have a role in an environment. */
export function stagesFor({ stages, challengerStages }: Environment, role: ServingRole): Stage[] {
  return role === 'challenger' ? challengerStages : stages;
}

/**
 * Why a version can't have a role in an environment; undefined where it can.
 *
 * @param isElsewhere - whether it is served elsewhere, where nothing of it has to be here
 */
export function versionRefusal(
  { version, stage, servable }: Pick<Version, 'version' | 'stage' | 'servable'>,
  environment: Environment,
  role: ServingRole,
  isElsewhere = false,
): string | undefined {
  if (!servable && !isElsewhere) {
    return `The registry holds no ONNX artifact of v${version} to serve`;
  }
  const stages = stagesFor(environment, role);
  if (stages.includes(stage)) {
    return undefined;
  }
  const takes = `${environment.title} takes ${stages.length === 0 ? 'none' : list.format(stages)}${role === 'challenger' ? ' as a challenger' : ''}`;
  const step = BELOW.includes(stage) ? 'promote it first' : 'move it there first';
  return `v${version} is in ${stage}; ${takes}${stages.length === 0 ? '' : `: ${step}`}`;
}
