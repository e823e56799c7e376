import type { CalibrationPoint } from '@mlops-backstage/plugin-mlops-common';

/** How far predicted rates are from observed ones; all of them in [0, 1]. */
export interface CalibrationSummary {
  bins: number;
  /** Expected calibration error: mean |observed − predicted| of the bins, weighted by rows where all bins tell them. */
  meanGap: number;
  weighted: boolean;
  /** The bin that is furthest off. */
  worst: CalibrationPoint;
}

const gap = ({ predicted, observed }: CalibrationPoint) => Math.abs(observed - predicted);

/**
 * Sums up a calibration curve (Naeini et al., Obtaining Well Calibrated Probabilities Using Bayesian Binning, 2015).
 *
 * @returns undefined for a curve without bins
 */
export function summarizeCalibration(curve: CalibrationPoint[]): CalibrationSummary | undefined {
  const rows = curve.reduce((sum, bin) => sum + (bin.rows ?? 0), 0);
  const weighted = rows > 0 && curve.every(bin => bin.rows !== undefined);
  const weightOf = (bin: CalibrationPoint) => (weighted ? bin.rows! / rows : 1 / curve.length);
  return curve.length === 0
    ? undefined
    : {
        bins: curve.length,
        meanGap: curve.reduce((sum, bin) => sum + weightOf(bin) * gap(bin), 0),
        weighted,
        worst: curve.reduce((worst, bin) => (gap(bin) > gap(worst) ? bin : worst)),
      };
}
