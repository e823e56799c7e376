import type { ColumnDrift } from '@mlops-backstage/plugin-mlops-common';

/** A chance in words that a person can weigh: `< 0.1 %`, `3.4 %`, `52 %`. */
export function formatChance(probability: number): string {
  if (probability < 0.001) {
    return '< 0.1 %';
  }
  const percent = probability * 100;
  return percent < 10 ? `${percent.toFixed(1)} %` : `${Math.round(percent)} %`;
}

/** PSI with two decimals, as thresholds are given. */
export function formatPsi(psi: number): string {
  return psi.toFixed(2);
}

/**
 * The verdict on one column of one window, with its reason. A column has drifted when the corrected PSI is above
 * `threshold` and its p-value below `level` (alpha shared out among the columns).
 */
export function describeDrift(column: ColumnDrift, threshold: number, level: number): string {
  if (column.psiCorrected === null || column.pValue === null) {
    return 'Nothing to compare: the reference or the window has no values.';
  }
  const psi = formatPsi(column.psiCorrected);
  const limit = formatPsi(threshold);
  const chance = formatChance(column.pValue);
  if (column.drifted) {
    return `Drifted: ${psi} above the ${limit} threshold; chance of this without drift ${chance}.`;
  }
  if (column.psiCorrected > threshold) {
    return `Not sure: ${psi} above the ${limit} threshold, but the chance of this without drift is ${chance} (counted as drift below ${formatChance(level)}).`;
  }
  return `No drift: ${psi} within the ${limit} threshold; chance of this much or more without drift ${chance}.`;
}
