import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { binomialTail, lowerBound } from './binomial';

interface Fixtures {
  tails: Array<{ k: number; n: number; p: number; tail: number }>;
  bounds: Array<{ k: number; n: number; alpha: number; bound: number }>;
}

/** By scipy, see make_fixtures.py beside it. */
const { tails, bounds }: Fixtures = JSON.parse(
  readFileSync(join(__dirname, '../../fixtures/bake/binomial.json'), 'utf8'),
);

it.each(tails)('equals scipy’s tail of $k of $n at $p', ({ k, n, p, tail }) => {
  const found = binomialTail(k, n, p);
  expect(Math.abs(found - tail)).toBeLessThanOrEqual(1e-9 * tail + 1e-300);
});

it('knows what always and what never happens', () => {
  expect(binomialTail(3, 5, 1)).toBe(1);
  expect(binomialTail(3, 5, 0)).toBe(0);
  expect(binomialTail(0, 5, 0)).toBe(1);
});

it.each(bounds)('equals scipy’s bound of $k of $n at $alpha', ({ k, n, alpha, bound }) => {
  expect(lowerBound(k, n, alpha)).toBeCloseTo(bound, 9);
});
