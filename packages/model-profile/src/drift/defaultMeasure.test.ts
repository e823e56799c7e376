import { defaultMeasure } from './defaultMeasure';

it.each([
  ['numeric', 5_000, 999, 'kolmogorovSmirnov'],
  ['numeric', 999, 5_000, 'kolmogorovSmirnov'],
  ['numeric', 1_000, 1_000, 'wasserstein'],
  ['categorical', 5_000, 999, 'chiSquare'],
  ['categorical', 1_000, 1_000, 'jensenShannon'],
] as const)('of a %s column of %i and %i values: %s', (kind, n, m, measure) => {
  expect(defaultMeasure(kind, n, m)).toBe(measure);
});
