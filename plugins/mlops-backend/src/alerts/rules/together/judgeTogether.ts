import {
  addCounts,
  evidenceSoFar,
  monitorCounts,
  returnEvidence,
  startMonitorOfCounts,
} from '@mlops-backstage/model-profile';
import type { MonitorEvidence } from '@mlops-backstage/model-profile';
import type { Interval } from '@mlops-backstage/plugin-mlops-common';
import type { TogetherRule } from '../AlertRule';
import type { Judgement } from '../Judgement';
import { driftSinceInWords } from './driftSinceInWords';
import type { VersionMonitor, WatchedWindow } from './VersionMonitor';

/** Eight weeks: a change is as likely to begin in them as ever after. */
const PERIODS: Record<Interval, number> = { hour: 1_344, day: 56, week: 8, month: 2 };

/** What a version's next interval comes to. */
export interface TogetherStep {
  monitor: VersionMonitor;
  judgement: Judgement;
}

type At = { start: number; end: number };

/**
 * Judges an interval of a version together with all before it. While nothing is called, its counts go into the version's
 * monitor, and the rule is broken as long as that calls drift in enough columns.
 *
 * Once an alert is open for what the monitor has called, the monitor stands still, and the question is another one: has the
 * traffic gone back? A column has, when its values are 1 / alpha times likelier by what they were before the change than by
 * what they have been since; as strongly the other way the drift lasts. Between, intervals are put together until one of the
 * two is so (Wald's sequential test). What has drifted in the interval by itself hasn't gone back.
 *
 * @param monitor - that of the version, if it has one; of another reference than the window's it isn't used
 * @param isRaised - whether the rule's alert is open
 */
export function judgeTogether(
  rule: TogetherRule,
  monitor: VersionMonitor | undefined,
  window: WatchedWindow,
  at: At,
  isRaised: boolean,
): TogetherStep {
  const present =
    monitor && monitor.reference === window.reference ? monitor : begin(rule, window, at);
  const said = isRaised ? evidenceSoFar(present.state) : undefined;
  return said && said.driftedColumns.length >= rule.atLeast
    ? judgeReturn(rule, present, said, window, at)
    : judgeOnset(rule, present, window, at);
}

/** Whether what a monitor has counted is enough for an alert. */
export function hasCalled({ atLeast }: TogetherRule, { state }: VersionMonitor): boolean {
  return evidenceSoFar(state).driftedColumns.length >= atLeast;
}

function begin(
  { alpha, interval }: TogetherRule,
  { version, reference, columns }: WatchedWindow,
  { start }: At,
): VersionMonitor {
  const counted = columns.map(({ name, kind, reference: counts }) => ({ name, kind, counts }));
  return {
    version,
    reference,
    state: startMonitorOfCounts(reference, counted, { alpha, period: PERIODS[interval] }),
    starts: [],
    undecided: counted.map(() => []),
    lastSeen: start,
  };
}

function judgeOnset(
  rule: TogetherRule,
  before: VersionMonitor,
  { columns }: WatchedWindow,
  { start, end }: At,
): TogetherStep {
  const { state, ...said } = monitorCounts(
    before.state,
    columns.map(({ window }) => window),
  );
  const followed = new Set(state.columns[0]?.baselines.map(({ windows }) => windows));
  const monitor = {
    ...before,
    state,
    starts: [...before.starts, { windows: before.state.windows, start }].filter(({ windows }) =>
      followed.has(windows),
    ),
    lastSeen: start,
  };
  const value = said.driftedColumns.length;
  return {
    monitor,
    judgement: {
      start,
      end,
      version: monitor.version,
      verdict: value >= rule.atLeast ? 'breaks' : 'keeps',
      value,
      bound: rule.atLeast,
      because: sentenceOf(rule, monitor, said),
    },
  };
}

function judgeReturn(
  rule: TogetherRule,
  before: VersionMonitor,
  said: MonitorEvidence,
  { columns }: WatchedWindow,
  { start, end }: At,
): TogetherStep {
  const beyondDoubt = -Math.log(rule.alpha);
  const together = before.state.columns.map((column, i) =>
    addCounts(before.undecided[i], columns[i].window, column.binOf),
  );
  const back = said.columns.map(({ drifted, changedAfter }, i) =>
    drifted ? returnEvidence(before.state.columns[i], changedAfter!, together[i]) : Infinity,
  );
  const countWhere = (holds: (evidence: number, i: number) => boolean) => back.filter(holds).length;
  const notBack = countWhere((evidence, i) => columns[i].drifted || evidence < beyondDoubt);
  const lasting = countWhere((evidence, i) => columns[i].drifted || evidence <= -beyondDoubt);
  const verdict = verdictOf(rule, notBack, lasting);
  const monitor = {
    ...before,
    undecided: verdict === 'doubt' ? together : together.map(() => []),
    lastSeen: start,
  };
  return {
    monitor,
    judgement: {
      start,
      end,
      version: monitor.version,
      verdict,
      value: notBack,
      bound: rule.atLeast,
      because: sentenceOf(rule, monitor, said),
    },
  };
}

function verdictOf({ atLeast }: TogetherRule, notBack: number, lasting: number) {
  if (notBack < atLeast) {
    return 'keeps';
  }
  return lasting >= atLeast ? 'breaks' : 'doubt';
}

/** Put into words when it is asked for, from a few numbers: a judgement doesn't hold on to all counts. */
function sentenceOf({ alpha }: TogetherRule, { starts }: VersionMonitor, said: MonitorEvidence) {
  const drifted = said.columns
    .filter(column => column.drifted)
    .map(({ name, logEvidence, changedAfter }) => ({
      name,
      logEvidence,
      since: starts.find(({ windows }) => windows === changedAfter)!.start,
    }));
  return () => driftSinceInWords(drifted, alpha);
}
