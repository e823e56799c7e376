import type { Revision } from '@mlops-backstage/plugin-mlops-common';
import { nextInterval } from '../charts/intervals';
import type { ChartMark } from '../charts/ChartMarks';
import { revisionInWords } from '../serving/revisionInWords';
import type { QueriedTraffic } from './queriedTraffic';

/** A revision, or something else that happened, on the time axis, with what it did. */
export interface RevisionMark extends ChartMark {
  words: string;
  /** Where it is told in full; undefined where it is nowhere but here. */
  href?: string;
}

/** Revisions that change nothing about who answers, so that no chart can show their effect. */
const UNSEEN: ReadonlyArray<Revision['action']> = ['challenge', 'configure'];

/** The revisions that changed who answers, oldest first. */
export function revisionMarks(revisions: readonly Revision[]): RevisionMark[] {
  return revisions
    .filter(({ action }) => !UNSEEN.includes(action))
    .map(revision => ({
      at: Date.parse(revision.createdAt),
      label: `r${revision.revision}`,
      words: revisionInWords(revision),
    }))
    .sort((a, b) => a.at - b.at);
}

/** The instants between which the charts of some traffic stand, in milliseconds. */
export function shownRange({
  bounds,
  points,
  interval,
}: QueriedTraffic): [from: number, to: number] {
  const starts = points.map(({ start }) => Date.parse(start));
  const end = nextInterval(Math.max(...starts), interval);
  return [
    bounds.from === undefined ? Math.min(...starts) : Date.parse(bounds.from),
    bounds.to === undefined ? end : Math.max(Date.parse(bounds.to), end),
  ];
}
