// Columns whose distribution is known: values are drawn from it for a reference, and its shares of the bins for windows.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const {
  normalDistribution,
  normalQuantile,
} = require('@mlops-backstage/model-profile/src/paired/normal');

/** A numeric column; `missing` is the share of missing values. */
function numeric(draw, distribution, missing = 0) {
  return {
    kind: 'numeric',
    draw: uniform => (uniform() < missing ? null : draw(uniform)),
    shares: ({ edges }) => {
      const below = [0, ...edges.map(distribution), 1];
      return [...below.slice(1).map((each, i) => (each - below[i]) * (1 - missing)), missing];
    },
  };
}

/** Standard normal values; a shift moves windows, in standard deviations. */
export const normal = (shift = 0) =>
  numeric(
    // Box & Muller.
    uniform => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
    x => normalDistribution(x - shift),
  );

/** Uniform values: what is counted at deciles is the same for any continuous distribution. */
export const continuous = (missing = 0) =>
  numeric(
    uniform => uniform(),
    x => Math.min(Math.max(x, 0), 1),
    missing,
  );

/** Zero or more, mostly zero. */
const rainfall = numeric(
  uniform => Math.max(0, (uniform() - 0.8) * 5),
  x => (x < 0 ? 0 : 0.8 + 0.2 * Math.min(x, 1)),
);

const addUp = weights => {
  let sum = 0;
  return weights.map(weight => (sum += weight));
};

function indexAt(cumulated, u) {
  const sought = u * cumulated[cumulated.length - 1];
  let low = 0;
  let high = cumulated.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulated[middle] <= sought) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whole numbers from 0, as a Poisson variable. */
function counts(mean) {
  const weights = [Math.exp(-mean)];
  for (let k = 1; k < mean + 12 * Math.sqrt(mean) + 10; k++)
    weights.push((weights[k - 1] * mean) / k);
  const cumulated = addUp(weights);
  return numeric(
    uniform => indexAt(cumulated, uniform()),
    x => (x < 0 ? 0 : cumulated[Math.min(Math.floor(x), cumulated.length - 1)]),
  );
}

/** Categories of these weights. */
function categories(weights) {
  const cumulated = addUp(weights);
  const total = cumulated[cumulated.length - 1];
  return {
    kind: 'categorical',
    draw: uniform => `c${indexAt(cumulated, uniform())}`,
    shares: ({ categories: listed }) => {
      const own = listed.map(label => weights[Number(label.slice(1))] / total);
      return [...own, Math.max(0, 1 - own.reduce((sum, share) => sum + share, 0)), 0];
    },
  };
}
const zipf = (count, exponent) => Array.from({ length: count }, (_, i) => (i + 1) ** -exponent);

/** Twenty features as the issue has them. */
export const allContinuous = Array.from({ length: 20 }, () => continuous());

/** Twenty features with ties, missing values, rare and unseen categories. */
export const mixed = [
  ...Array.from({ length: 5 }, () => continuous()),
  continuous(0.002),
  continuous(0.05),
  continuous(0.4),
  counts(0.7),
  counts(3),
  counts(40),
  rainfall,
  categories([0.5, 0.5]),
  categories([0.97, 0.03]),
  categories([0.4, 0.3, 0.2, 0.07, 0.03]),
  categories(zipf(12, 1)),
  categories(zipf(30, 1)),
  categories(zipf(40, 1.5)),
  categories(zipf(300, 1)),
  categories(zipf(1_000, 3)),
];
