const SETTLING_MS = 2_000;
const WATCHED_MS = 10_000;
const RESTING_MS = 30_000;

/** Asks every 2 s while something is on its way, every 10 s while something is watched, else every 30 s. */
export function pollWhile<T>(
  isSettling: (answer: T) => boolean,
  isWatched: (answer: T) => boolean = () => false,
) {
  return ({ state: { data } }: { state: { data: T | undefined } }): number => {
    if (data === undefined) {
      return RESTING_MS;
    }
    if (isSettling(data)) {
      return SETTLING_MS;
    }
    return isWatched(data) ? WATCHED_MS : RESTING_MS;
  };
}
