import { heightAt, overlay } from './curves';
import { featureRows, niceTicks } from './importance';

describe('curves', () => {
  const steps = [
    { x: 0, y: 0 },
    { x: 0, y: 0.4 },
    { x: 0.5, y: 0.8 },
    { x: 1, y: 1 },
  ];

  it('are read between their points, at their highest where they are vertical', () => {
    expect(heightAt(steps, 0)).toBe(0.4);
    expect(heightAt(steps, 0.25)).toBeCloseTo(0.6);
    expect(heightAt(steps, 1)).toBe(1);
    expect(heightAt(steps.slice(2), 0.2)).toBeUndefined();
    expect(heightAt(steps.slice(0, 3), 0.6)).toBeUndefined();
    expect(heightAt([], 0.6)).toBeUndefined();
  });

  it('are laid over each other at the same places', () => {
    const part = [
      { x: 0.5, y: 0.2 },
      { x: 1, y: 0.4 },
    ];
    expect(
      overlay(
        [
          { key: 'a@1', points: steps },
          { key: 'b@1', points: part },
        ],
        2,
      ),
    ).toEqual([
      { x: 0, 'a@1': 0.4, 'b@1': null },
      { x: 0.5, 'a@1': 0.8, 'b@1': 0.2 },
      { x: 1, 'a@1': 1, 'b@1': 0.4 },
    ]);
  });
});

describe('importances', () => {
  it('are in the order of the largest of any version', () => {
    const value = (feature: string, importance: number) => ({ feature, importance });
    expect(
      featureRows([
        { method: 'gain', values: [value('a', 0.1), value('b', 0.2)] },
        { method: 'gain', values: [value('c', 0.15), value('a', 0.3)] },
      ]),
    ).toEqual([
      { feature: 'a', importances: [0.1, 0.3] },
      { feature: 'b', importances: [0.2, undefined] },
      { feature: 'c', importances: [undefined, 0.15] },
    ]);
  });

  it.each([
    [0, 0.1, [0, 0.025, 0.05, 0.075, 0.1]],
    [-0.004, 0.031, [-0.01, 0, 0.01, 0.02, 0.03, 0.04]],
    [3, 900, [0, 250, 500, 750, 1000]],
    [-2, -1, [-2, -1.5, -1, -0.5, 0]],
    [0, 0, [0, 1]],
  ])('from %d to %d stand on round numbers that hold them and 0', (lowest, highest, ticks) => {
    expect(niceTicks(lowest, highest)).toEqual(ticks);
  });
});
