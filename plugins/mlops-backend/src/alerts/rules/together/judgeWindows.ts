import type { CompleteRule, TogetherRule } from '../AlertRule';
import { worse } from '../judge/judgeIntervals';
import type { JudgedInterval } from '../judge/judgeIntervals';
import type { Judgement } from '../Judgement';
import { hasCalled, judgeTogether } from './judgeTogether';
import type { VersionMonitor } from './VersionMonitor';

/** Versions that are remembered; that last seen longest ago is forgotten first. */
const MOST_VERSIONS = 5;

/** What an interval comes to, and what is remembered after it. Of several versions the worst speaks for it. */
export function judgeWindows(
  rule: Pick<CompleteRule, 'condition'>,
  together: TogetherRule,
  { monitors, isRaised }: { monitors: readonly VersionMonitor[]; isRaised: boolean },
  { start, end, windows = [] }: JudgedInterval,
): { monitors: VersionMonitor[]; judgement: Judgement | undefined } {
  const byVersion = new Map(monitors.map(monitor => [monitor.version, monitor]));
  let judgement: Judgement | undefined;
  for (const window of windows) {
    const step = judgeTogether(
      together,
      byVersion.get(window.version),
      window,
      { start, end },
      isRaised,
    );
    byVersion.set(window.version, step.monitor);
    judgement = worse(rule, judgement, step.judgement);
  }
  const latest = [...byVersion.values()].sort((a, b) => b.lastSeen - a.lastSeen);
  return { monitors: latest.slice(0, MOST_VERSIONS), judgement };
}

/** What begins anew when an alert is over: whatever had called drift. Other versions are watched on. */
export const forgetCalled = (
  together: TogetherRule,
  monitors: readonly VersionMonitor[],
): VersionMonitor[] => monitors.filter(monitor => !hasCalled(together, monitor));
