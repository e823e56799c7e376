import type { CompleteRule } from './AlertRule';
import type { JudgedInterval } from './judge/judgeIntervals';
import type { Judgement } from './Judgement';

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
  /** That of the last interval that broke the rule, while it is raised. */
  last?: Judgement;
}

export const NO_PROGRESS: RuleProgress = {
  lookedUntil: null,
  breaches: 0,
  clears: 0,
  isRaised: false,
  points: [],
};

/** As many as an alert's chart has. */
const MOST_POINTS = 60;

/**
 * What comes of the next interval. Of `raiseAfter` intervals in a row that break the rule an alert is raised, of `clearAfter` in a row that
 * keep it it is over. Intervals that can't be judged, or only in doubt, neither count nor interrupt.
 */
export function advance(
  rule: Pick<CompleteRule, 'raiseAfter' | 'clearAfter'>,
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
      next.last = judgement;
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
