import type { AlertEvidence, AlertRuleDefinition } from '@mlops-backstage/plugin-mlops-common';
import { isSameRule, togetherOf } from './AlertRule';
import type { CompleteRule } from './AlertRule';
import { measureOf } from './judge/judgeIntervals';
import type { JudgedInterval } from './judge/judgeIntervals';
import { advanceAll, NO_PROGRESS } from './RuleProgress';
import type { RuleProgress } from './RuleProgress';
import type { RuleStateRow } from './RuleStateStore';
import { forgetCalled } from './together/judgeWindows';
import type { VersionMonitor } from './together/VersionMonitor';

/**
 * What a stored state comes to with the intervals that are new to it. A rule that says something else than it did begins to count
 * anew; how far it has looked stays, and so does an alert that it has raised until it has kept long enough.
 *
 * @param monitors - those of the state
 * @param isRaised - whether its alert isn't over
 */
export async function progressOf(
  rule: CompleteRule,
  state: RuleStateRow | undefined,
  monitors: readonly VersionMonitor[],
  intervals: readonly JudgedInterval[],
  isRaised: boolean,
): Promise<RuleProgress> {
  const stored = state && {
    lookedUntil: state.looked_until,
    breaches: state.breaches,
    clears: state.clears,
    points: state.points,
  };
  const isChanged = state !== undefined && !isSameRule(state.definition, rule);
  // Whoever resolved the alert doesn't want it back before the rule is broken anew, as often as it takes.
  const isOver = state !== undefined && state.alert_id !== null && !isRaised;
  const together = togetherOf(rule);
  const remembered = () => {
    if (!together || (state && !watchesTheSame(state.definition, rule))) {
      return [];
    }
    return isOver ? forgetCalled(together, monitors) : monitors;
  };
  const begin: RuleProgress = {
    ...NO_PROGRESS,
    ...stored,
    ...(isChanged && { breaches: 0, clears: 0, points: [] }),
    ...(isOver && { breaches: 0 }),
    monitors: remembered(),
    isRaised,
  };
  return advanceAll(rule, begin, intervals);
}

/** Whether two rules look at the same, whatever they make of it: severity and how often in a row don't matter. */
function watchesTheSame(before: AlertRuleDefinition, rule: CompleteRule): boolean {
  const { severity, raiseAfter, clearAfter } = rule;
  return isSameRule({ ...before, severity, raiseAfter, clearAfter }, rule);
}

/** What the alert's chart shows; nothing of silence. */
export function evidenceOf(rule: CompleteRule, progress: RuleProgress): AlertEvidence | undefined {
  const measure = measureOf(rule);
  return (
    measure &&
    progress.last && {
      ...measure,
      interval: rule.interval,
      bound: progress.last.bound,
      points: progress.points.map(({ start, value, breaks }) => ({
        start: new Date(start).toISOString(),
        value,
        breaks,
      })),
    }
  );
}
