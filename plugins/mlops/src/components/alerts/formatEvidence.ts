import type { AlertEvidence } from '@mlops-backstage/plugin-mlops-common';
import { formatCount, formatLatency, formatMeasure } from '../../format/numbers';

/** A value of what a rule saw, with its unit: `840 ms`, `12.4 %`, `3`, `0.412`. */
export function formatEvidence(value: number, { unit }: Pick<AlertEvidence, 'unit'>): string {
  switch (unit) {
    case 'ms':
      return formatLatency(value);
    case 'share':
      return `${Number((value * 100).toPrecision(3))} %`;
    case 'count':
      return formatCount(value);
    default:
      return formatMeasure(value);
  }
}
