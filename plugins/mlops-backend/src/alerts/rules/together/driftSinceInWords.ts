import { count, dayOf, listed, percent } from '../numbersInWords';

/** A column that drift is called in. */
export interface DriftSince {
  name: string;
  /** Logarithm of the evidence. */
  logEvidence: number;
  /** The start of the interval that it probably began with, in milliseconds since 1970, UTC. */
  since: number;
}

/** Columns that a sentence names. */
const MOST_NAMED = 4;
/** Beyond it evidence isn't told apart. */
const MOST_EVIDENCE = 1_000_000;

/**
 * `Drift in dep_delay since about 12 May 2013: evidence 2,310 to 1; the chance of such an alarm without drift, however long
 * one watches, is at most 1 %`. Of several columns the strongest is first, the evidence is its, and the beginning is the earliest.
 *
 * @param drifted - not none
 */
export function driftSinceInWords(drifted: readonly DriftSince[], alpha: number): string {
  const strongest = [...drifted].sort((a, b) => b.logEvidence - a.logEvidence);
  const names = listed(
    strongest.map(({ name }) => name),
    MOST_NAMED,
  );
  const since = dayOf(Math.min(...drifted.map(each => each.since)));
  return `Drift in ${names} since about ${since}: evidence ${toOne(strongest[0].logEvidence)}; the chance of such an alarm without drift, however long one watches, is at most ${percent(alpha)}`;
}

function toOne(logEvidence: number): string {
  const evidence = Math.exp(logEvidence);
  return evidence > MOST_EVIDENCE
    ? `more than ${count(MOST_EVIDENCE)} to 1`
    : `${count(Math.floor(evidence))} to 1`;
}
