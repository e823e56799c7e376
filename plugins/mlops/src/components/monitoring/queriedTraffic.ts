import type { Traffic } from '@mlops-backstage/plugin-mlops-common';
import type { Bounds } from './timeWindow';

/** Traffic with the bounds that it was asked for with. */
export type QueriedTraffic = Traffic & { bounds: Bounds };

/** The bounds of a chart's time axis in milliseconds; open where the question was. */
export function boundsInMs({ bounds }: { bounds: Bounds }): { from?: number; to?: number } {
  const parse = (instant?: string) => (instant === undefined ? undefined : Date.parse(instant));
  return { from: parse(bounds.from), to: parse(bounds.to) };
}
