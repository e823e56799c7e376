const SETTLING_MS = 2_000;
const RESTING_MS = 30_000;

/** Asks every 2 s while something is on its way, else every 30 s. */
export function pollWhile<T>(isSettling: (answer: T) => boolean) {
  return ({ state: { data } }: { state: { data: T | undefined } }): number =>
    data !== undefined && isSettling(data) ? SETTLING_MS : RESTING_MS;
}
