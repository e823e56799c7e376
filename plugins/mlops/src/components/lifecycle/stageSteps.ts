import type { LifecyclePolicy, Stage } from '@mlops-backstage/plugin-mlops-common';

/** What a change of stage is called. */
export interface StageStep {
  to: Stage;
  kind: 'promote' | 'demote' | 'archive' | 'bring-back';
  /** In a menu, and as the title of a dialog: `Promote to Production`. */
  label: string;
  /** On the button that does it: `Promote`. */
  verb: string;
}

const HEIGHT: Record<Stage, number> = { Archived: -1, None: 0, Staging: 1, Production: 2 };

/** What going from one stage to another is called. */
export function stageStep(from: Stage, to: Stage): StageStep {
  if (to === 'Archived') {
    return { to, kind: 'archive', label: 'Archive', verb: 'Archive' };
  }
  if (from === 'Archived') {
    return { to, kind: 'bring-back', label: `Re-register in ${to}`, verb: 'Re-register' };
  }
  return HEIGHT[to] > HEIGHT[from]
    ? { to, kind: 'promote', label: `Promote to ${to}`, verb: 'Promote' }
    : { to, kind: 'demote', label: `Demote to ${to}`, verb: 'Demote' };
}

/** The changes that the policy allows from a stage: upwards first, out of sight last. */
export function stageSteps(policy: LifecyclePolicy, from: Stage): StageStep[] {
  const targets = policy.transitions.filter(each => each.from === from).flatMap(({ to }) => to);
  return targets
    .filter(to => to !== from)
    .sort((a, b) => HEIGHT[b] - HEIGHT[a])
    .map(to => stageStep(from, to));
}
