import type { Alert, RetrainingRun, Traffic } from '@mlops-backstage/plugin-mlops-common';
import { runStateWord } from '../retraining/RunStateWord';
import { severityName } from '../shared/SeverityWord';
import type { RevisionMark } from './revisionMarks';

/** When an alert is to be seen on the time axis: where it is by a rule, at the interval that broke it. */
function timeOf({ evidence, raisedAt }: Alert): number {
  return Date.parse(evidence?.points.at(-1)?.start ?? raisedAt);
}

/** The alerts of a deployment and of its model as a whole, oldest first. */
export function alertMarks(alerts: readonly Alert[], deployment: string): RevisionMark[] {
  return alerts
    .filter(alert => alert.deployment === undefined || alert.deployment === deployment)
    .map(alert => ({ at: timeOf(alert), alert }))
    .sort((a, b) => a.at - b.at)
    .map(({ at, alert }, index) => ({
      at,
      label: `a${index + 1}`,
      words: `${severityName(alert.severity)} alert: ${alert.summary}`,
    }));
}

/**
 * The trainings for a deployment and for its model as a whole, oldest first: each where it became due, which of one that
 * traffic brought about is the end of that traffic.
 *
 * @param hrefOf - where a training is told in full, by its id
 */
export function runMarks(
  runs: readonly RetrainingRun[],
  deployment: string,
  hrefOf: (run: string) => string | undefined,
): RevisionMark[] {
  return runs
    .filter(run => run.deployment === undefined || run.deployment === deployment)
    .map(run => ({ at: Date.parse(run.dueAt), run }))
    .sort((a, b) => a.at - b.at)
    .map(({ at, run }, index) => ({
      at,
      label: `t${index + 1}`,
      words: `Training by ${run.policy} (${runStateWord(run).toLocaleLowerCase('en-US')}): ${run.reason}`,
      href: hrefOf(run.id),
    }));
}

/** Where a server was lost with what it held, oldest first. */
export function gapMarks(gaps: Traffic['gaps']): RevisionMark[] {
  return gaps.map(({ from, lost }, index) => ({
    at: Date.parse(from),
    label: `g${index + 1}`,
    words:
      lost === 'replica'
        ? 'a replica was lost with what it had not handed over'
        : 'a worker was lost with what it had not handed over',
  }));
}
