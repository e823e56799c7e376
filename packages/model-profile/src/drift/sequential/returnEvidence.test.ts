import { returnEvidence } from './returnEvidence';

const column = {
  name: 'x',
  binOf: [0, 1, 2],
  counts: [40, 30, 2],
  baselines: [
    { windows: 0, counts: [10, 0, 2] },
    { windows: 3, counts: [30, 10, 2] },
  ],
  kept: 0,
};

/** The chance of values, one by one, drawn from an urn that each puts another of its kind into (Pólya). */
function urnChance(sample: readonly number[], values: readonly number[]): number {
  const urn = sample.map(count => count + 0.5);
  return values.reduce((chance, value) => {
    const next = (chance * urn[value]) / urn.reduce((sum, each) => sum + each, 0);
    urn[value]++;
    return next;
  }, 1);
}

it('compares the chances of Pólya urns, of what was before and of what is since', () => {
  const values = [0, 0, 1, 0, 2];
  const ratio = urnChance([30, 10, 2], values) / urnChance([10, 20, 0], values);
  expect(returnEvidence(column, 3, [3, 1, 1])).toBeCloseTo(Math.log(ratio), 12);
});

it('tells values like those before from values like those since', () => {
  expect(returnEvidence(column, 3, [75, 25, 5])).toBeGreaterThan(5);
  expect(returnEvidence(column, 3, [33, 67, 0])).toBeLessThan(-5);
  expect(returnEvidence(column, 3, [0, 0, 0])).toBeCloseTo(0, 12);
});

it('refuses a beginning that is not followed', () => {
  expect(() => returnEvidence(column, 2, [1, 1, 1])).toThrow(RangeError);
});
