/** A confidence interval, both ends included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** @throws RangeError when it isn't a probability of an error that can be tolerated */
export function checkAlpha(alpha: number): void {
  if (!(alpha > 0 && alpha < 1)) {
    throw new RangeError(`alpha must be above 0 and below 1, got ${alpha}`);
  }
}

/** @throws RangeError when it isn't a count */
export function checkCount(count: number, name: string): void {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new RangeError(`${name} must be a whole number of at least 0, got ${count}`);
  }
}
