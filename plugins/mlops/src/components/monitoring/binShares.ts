import type { ColumnDrift } from '@mlops-backstage/plugin-mlops-common';

/** A bin of both distributions, as rows and as shares of their distribution. */
export interface BinShare {
  label: string;
  reference: number;
  window: number;
  referenceRows: number;
  windowRows: number;
}

/** Shares of each bin, so that distributions of different size compare. Bins without rows in both are left out at the end. */
export function binShares(bins: NonNullable<ColumnDrift['bins']>): BinShare[] {
  const total = (side: 'reference' | 'window') => bins.reduce((sum, bin) => sum + bin[side], 0);
  const share = (rows: number, all: number) => (all === 0 ? 0 : rows / all);
  const referenceTotal = total('reference');
  const windowTotal = total('window');
  const lastUsed = bins.findLastIndex(bin => bin.reference > 0 || bin.window > 0);
  return bins.slice(0, lastUsed + 1).map(({ label, reference, window }) => ({
    label,
    reference: share(reference, referenceTotal),
    window: share(window, windowTotal),
    referenceRows: reference,
    windowRows: window,
  }));
}
