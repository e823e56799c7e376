import type { Alert, RetrainingRun, Traffic } from '@mlops-backstage/plugin-mlops-common';
import { formatQuantity } from '../../format/numbers';
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

/** Where a server was lost with what it held of the deployment, oldest first. */
export function gapMarks(gaps: Traffic['gaps']): RevisionMark[] {
  return gaps
    .filter(({ requests }) => requests !== 0)
    .map(({ from, lost, requests }, index) => ({
      at: Date.parse(from),
      label: `g${index + 1}`,
      words: `a ${lost} was lost with ${
        requests === undefined
          ? 'an unknown number of answered requests'
          : `about ${formatQuantity(requests, 'answered request')}`
      }, which are in no count`,
    }));
}
