import { Baseline } from './MonitorState';

/**
 * The chance, set beforehand, that a change begins with the window of this number: even within a period, and for the k-th
 * period as a whole 1/(k(k + 1)), which adds up to 1 over all time.
 *
 * @param windows - before it
 */
export function chanceOfBeginning(windows: number, period: number): number {
  const k = Math.floor(windows / period) + 1;
  return 1 / (period * k * (k + 1));
}

/** What remains for later windows. */
export function chanceOfLater(windows: number, period: number): number {
  const k = Math.floor(windows / period) + 1;
  return 1 / k - (windows % period) * chanceOfBeginning(windows, period);
}

/**
 * Whether a beginning is still followed so many windows later: all of the last three, and of those between 2ᵏ and 2ᵏ⁺¹
 * windows back two. The very first always is.
 */
export function isFollowed({ windows: before }: Baseline, windows: number): boolean {
  const age = windows - before;
  const spacing = 2 ** Math.max(0, Math.floor(Math.log2(age)) - 1);
  return before % spacing === 0;
}
