import { setImmediate } from 'node:timers/promises';
import { togetherOf } from './AlertRule';
import type { CompleteRule } from './AlertRule';
import type { JudgedInterval } from './judge/judgeIntervals';
import type { Judgement } from './Judgement';
import { forgetCalled, judgeWindows } from './together/judgeWindows';
import type { VersionMonitor } from './together/VersionMonitor';

/** The value of an interval, as charts show it. */
export interface JudgedPoint {
  /** Milliseconds since 1970, UTC. */
  start: number;
  value: number;
  breaks: boolean;
}

/** How far a rule has looked at a deployment, and what it has counted. */
export interface RuleProgress {
  /** End of the last interval, in milliseconds since 1970, UTC; null before the first. */
  lookedUntil: number | null;
  /** Intervals in a row that broke the rule, and that kept it: one of them is 0. */
  breaches: number;
  clears: number;
  isRaised: boolean;
  /** Of the last intervals, oldest first. */
  points: readonly JudgedPoint[];
  /** That of the last interval that broke the rule, while it is raised, and how many in a row had then. */
  last?: Judgement & { inRow: number };
  /** Of a rule that judges intervals together, what it remembers of each version. */
  monitors: readonly VersionMonitor[];
}

export const NO_PROGRESS: RuleProgress = {
  lookedUntil: null,
  breaches: 0,
  clears: 0,
  isRaised: false,
  points: [],
  monitors: [],
};

type CountingRule = Pick<CompleteRule, 'condition' | 'interval' | 'raiseAfter' | 'clearAfter'>;

/** As many as an alert's chart has. */
const MOST_POINTS = 60;

/**
 * What comes of the next interval. Of `raiseAfter` intervals in a row that break the rule an alert is raised, of `clearAfter` in a row that
 * keep it it is over. Intervals that can't be judged, or only in doubt, neither count nor interrupt. Where intervals are judged together,
 * what had called drift begins anew when the alert is over.
 */
export function advance(
  rule: CountingRule,
  progress: RuleProgress,
  interval: JudgedInterval,
): RuleProgress {
  const together = togetherOf(rule);
  if (!together || !interval.windows) {
    return count(rule, progress, interval);
  }
  const { monitors, judgement } = judgeWindows(rule, together, progress, interval);
  const next = count(rule, { ...progress, monitors }, { ...interval, judgement });
  return progress.isRaised && !next.isRaised
    ? { ...next, monitors: forgetCalled(together, monitors) }
    : next;
}

/**
 * What comes of intervals one after the other, with a chance for others between those that are judged together: a feature takes
 * a tenth of a millisecond there, and a month of hours is a lot of them.
 *
 * @param see - gets what came of each
 */
export async function advanceAll(
  rule: CountingRule,
  begin: RuleProgress,
  intervals: readonly JudgedInterval[],
  see: (interval: JudgedInterval, progress: RuleProgress) => void = () => {},
): Promise<RuleProgress> {
  let progress = begin;
  for (const interval of intervals) {
    progress = advance(rule, progress, interval);
    see(interval, progress);
    if (interval.windows) {
      await setImmediate();
    }
  }
  return progress;
}

function count(
  rule: CountingRule,
  progress: RuleProgress,
  { end, judgement }: JudgedInterval,
): RuleProgress {
  const next = { ...progress, lookedUntil: end };
  if (!judgement) {
    return next;
  }
  const { start, value, verdict } = judgement;
  next.points = [...progress.points, { start, value, breaks: verdict === 'breaks' }].slice(
    -MOST_POINTS,
  );
  switch (verdict) {
    case 'breaks':
      next.breaches += 1;
      next.clears = 0;
      next.isRaised ||= next.breaches >= rule.raiseAfter;
      next.last = { ...judgement, inRow: next.breaches };
      return next;
    case 'keeps':
      next.clears += 1;
      next.breaches = 0;
      next.isRaised &&= next.clears < rule.clearAfter;
      return next;
    default:
      return next;
  }
}
