import type { ColumnDrift } from '@mlops-backstage/plugin-mlops-common';
import { formatChance } from '../../format/drift';
import { formatMeasure } from '../../format/numbers';

/** A measure of a column's drift: its name, its value and what it says. */
export type MeasureFact = [name: string, value: string, note: string];

/** All measures of a column's drift but PSI, which decides, in the order of how well they are known. */
export function measureFacts({ measures, jensenShannon }: ColumnDrift): MeasureFact[] {
  if (!measures || jensenShannon === null) {
    return [];
  }
  const { kolmogorovSmirnov, chiSquare, wasserstein, hellinger, totalVariation, lInfinity } =
    measures;
  return [
    ...(kolmogorovSmirnov
      ? [
          [
            'Kolmogorov–Smirnov',
            formatMeasure(kolmogorovSmirnov.statistic),
            `chance without drift ${formatChance(kolmogorovSmirnov.pValue)}`,
          ] satisfies MeasureFact,
        ]
      : []),
    [
      'χ²',
      formatMeasure(chiSquare.statistic),
      `${chiSquare.degreesOfFreedom} degrees of freedom, chance without drift ${formatChance(chiSquare.pValue)}`,
    ],
    ...(wasserstein === null
      ? []
      : [
          [
            'Wasserstein',
            formatMeasure(wasserstein),
            'standard deviations of the reference',
          ] satisfies MeasureFact,
        ]),
    ['Jensen–Shannon', formatMeasure(jensenShannon), 'distance, 0 to 1'],
    ['Hellinger', formatMeasure(hellinger), 'distance, 0 to 1'],
    ['Total variation', formatMeasure(totalVariation), 'half of all changes of share'],
    ['Largest change', formatMeasure(lInfinity), 'of the share of one bin'],
  ];
}
