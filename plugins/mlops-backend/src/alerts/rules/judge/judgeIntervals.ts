import { togetherOf } from '../AlertRule';
import type { CompleteRule } from '../AlertRule';
import { performanceMeasure } from './judgePerformance';
import type { Judgement, Measure, ObservedMetric, ObservedVersion } from '../Judgement';
import type { WatchedWindow } from '../together/VersionMonitor';
import { watchedWindow } from '../together/watchedWindow';
import { judgeDataQuality, qualityMeasure } from './judgeDataQuality';
import { driftMeasure, judgeDrift } from './judgeDrift';
import { errorMeasure, judgeErrors } from './judgeErrors';
import { judgeLatency, latencyMeasure } from './judgeLatency';
import { judgePerformance } from './judgePerformance';

/** What a rule is judged by: all intervals that are new to it, in order of time. */
export interface Observed {
  versions: readonly ObservedVersion[];
  /** For rules about performance. */
  metrics: readonly ObservedMetric[];
}

/** An interval with what a rule says of it; without a judgement it was passed over. */
export interface JudgedInterval {
  start: number;
  end: number;
  judgement?: Judgement;
  /** Instead, of a rule that judges intervals together: what each version answered. */
  windows?: readonly WatchedWindow[];
}

/** Whether there was enough in an interval to be judged. */
export const isJudged = ({ judgement, windows = [] }: JudgedInterval): boolean =>
  judgement !== undefined || windows.length > 0;

const GRAVITY = { breaks: 2, doubt: 1, keeps: 0 } as const;

/**
 * Judges intervals one by one; for a rule that judges them together, gathers what it needs. Of several versions that answered in one, the
 * worst speaks for it.
 */
export function judgeIntervals(rule: CompleteRule, observed: Observed): JudgedInterval[] {
  if (togetherOf(rule)) {
    return windowsOf(rule, observed.versions);
  }
  const intervals = new Map<number, JudgedInterval>();
  const note = (at: { start: number; end: number }, judgement: Judgement | undefined) => {
    const present = intervals.get(at.start) ?? { start: at.start, end: at.end };
    intervals.set(at.start, {
      ...present,
      judgement: worse(rule, present.judgement, judgement),
    });
  };
  const { performance } = rule.condition;
  if (performance) {
    observed.metrics.forEach(one => note(one, judgePerformance(performance, rule, one)));
  } else {
    observed.versions.forEach(one => note(one, judgeVersion(rule, one)));
  }
  return [...intervals.values()].sort((a, b) => a.start - b.start);
}

function windowsOf(rule: CompleteRule, versions: readonly ObservedVersion[]): JudgedInterval[] {
  const intervals = new Map<number, JudgedInterval>();
  for (const observed of versions) {
    const { start, end } = observed;
    const present = intervals.get(start) ?? { start, end, windows: [] };
    const window = watchedWindow(rule, observed);
    intervals.set(start, window ? { ...present, windows: [...present.windows!, window] } : present);
  }
  return [...intervals.values()].sort((a, b) => a.start - b.start);
}

/** What the chart of a rule shows; nothing of silence. */
export function measureOf({ condition }: Pick<CompleteRule, 'condition'>): Measure | undefined {
  const { drift, performance, latency, errors, dataQuality } = condition;
  if (drift) {
    return driftMeasure(drift);
  }
  if (performance) {
    return performanceMeasure(performance);
  }
  if (latency) {
    return latencyMeasure(latency);
  }
  if (errors) {
    return errorMeasure(errors);
  }
  return dataQuality && qualityMeasure(dataQuality);
}

function judgeVersion(rule: CompleteRule, observed: ObservedVersion): Judgement | undefined {
  const { drift, latency, errors, dataQuality } = rule.condition;
  if (drift) {
    return judgeDrift(drift, rule, observed);
  }
  if (latency) {
    return judgeLatency(latency, rule, observed);
  }
  if (errors) {
    return judgeErrors(errors, rule, observed);
  }
  return dataQuality && judgeDataQuality(dataQuality, rule, observed);
}

/** Of two judgements of an interval the one that speaks for it. */
export function worse(
  rule: Pick<CompleteRule, 'condition'>,
  a: Judgement | undefined,
  b: Judgement | undefined,
): Judgement | undefined {
  if (!a || !b) {
    return a ?? b;
  }
  const byVerdict = GRAVITY[b.verdict] - GRAVITY[a.verdict];
  const sign = measureOf(rule)?.side === 'below' ? -1 : 1;
  return byVerdict > 0 || (byVerdict === 0 && sign * (b.value - a.value) > 0) ? b : a;
}
