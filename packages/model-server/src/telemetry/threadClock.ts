/** The time of `performance.now()` on this thread, in epoch milliseconds; other threads' clocks begin elsewhere. */
export const toEpoch = (time: number): number => performance.timeOrigin + time;

export const fromEpoch = (time: number): number => time - performance.timeOrigin;

export const epochNow = (): number => toEpoch(performance.now());
