import { readFixture } from '../../../fixtures/readFixture';
import { chanceOfBeginning, chanceOfLater, isFollowed } from './beginnings';
import { changeEvidence } from './changeEvidence';
import { logGamma } from './logGamma';

const fixture = readFixture<{
  logGamma: { x: number; value: number }[];
  change: { baseline: number[]; since: number[]; logEvidence: number }[];
}>('sequential');

it.each(fixture.logGamma)('has the logarithm of the gamma function of scipy at $x', each => {
  const error = Math.abs(logGamma(each.x) - each.value);
  expect(error).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(each.value)));
});

it.each(fixture.change)(
  'weighs a change as Dirichlet-multinomial distributions of scipy do: $since after $baseline',
  ({ baseline, since, logEvidence }) => {
    expect(Math.abs(changeEvidence(baseline, since) - logEvidence)).toBeLessThan(1e-6);
  },
);

it('sets the chances of all beginnings so that they add up to 1', () => {
  let before = 0;
  for (let windows = 0; windows < 100; windows++) {
    expect(before + chanceOfLater(windows, 7)).toBeCloseTo(1, 12);
    before += chanceOfBeginning(windows, 7);
  }
});

it('follows the first beginning, the latest ones and few between, and none that it gave up', () => {
  const followed = (windows: number) =>
    Array.from({ length: windows }, (_, before) => before).filter(before =>
      isFollowed({ windows: before, counts: [] }, windows),
    );
  expect(followed(20)).toEqual([0, 8, 12, 14, 16, 17, 18, 19]);
  for (let windows = 1; windows < 1_400; windows++) {
    const now = followed(windows);
    expect(now[0]).toBe(0);
    expect(now.length).toBeLessThan(30);
    const next = followed(windows + 1).slice(0, -1);
    expect(now).toEqual(expect.arrayContaining(next));
  }
});
