import { buildReferenceProfile, Profiler } from '@mlops-backstage/model-profile';
import type { ReferenceColumn } from '@mlops-backstage/model-profile';
import { predictionSummary } from './predictionSummary';

const output = (
  name: string,
  kind: ReferenceColumn['kind'],
  ...values: Array<string | number>
): ReferenceColumn => ({ name, role: 'prediction', kind, values });

const classifier = { label: 'label', scores: 'p', classes: ['0', '1'], positiveClass: '1' };

describe('predictionSummary', () => {
  it('is null of a version without a reference', () => {
    expect(predictionSummary(undefined, classifier)).toBeNull();
  });

  it('follows the score of the positive class and counts the classes', () => {
    const profile = buildReferenceProfile([
      output('label', 'categorical', 0, 0, 1),
      output('p[0]', 'numeric', 0.75, 0.75, 0.25),
      output('p[1]', 'numeric', 0.25, 0.25, 0.75),
    ]);
    expect(predictionSummary(profile, classifier)).toEqual({
      mean: expect.closeTo(1.25 / 3, 12),
      quantiles: { p10: 0.25, p50: 0.25, p90: expect.closeTo(0.72, 12) },
      bins: expect.any(Array),
      classes: [
        { name: '0', rows: 2 },
        { name: '1', rows: 1 },
      ],
    });
    expect(predictionSummary(profile, { ...classifier, positiveClass: '0' })?.mean).toBeCloseTo(
      1.75 / 3,
      12,
    );
  });

  it('follows the only score of a model that gives one', () => {
    const profile = buildReferenceProfile([output('p', 'numeric', 0.25, 0.75)]);
    expect(
      predictionSummary(profile, { scores: 'p', classes: ['late'], positiveClass: 'late' }),
    ).toMatchObject({ mean: 0.5 });
  });

  it('follows the value of a regressor', () => {
    const profile = buildReferenceProfile([output('minutes', 'numeric', -10, 30)]);
    expect(predictionSummary(profile, { value: 'minutes' })).toMatchObject({ mean: 10 });
  });

  it('tells how the numbers are spread', () => {
    const values = Array.from({ length: 101 }, (_, i) => i);
    const profile = buildReferenceProfile([output('minutes', 'numeric', ...values)]);
    const summary = predictionSummary(profile, { value: 'minutes' })!;
    expect(Math.abs(summary.quantiles!.p10 - 10)).toBeLessThan(1);
    expect(Math.abs(summary.quantiles!.p50 - 50)).toBeLessThan(1);
    expect(Math.abs(summary.quantiles!.p90 - 90)).toBeLessThan(1);
    expect(summary.bins!.map(({ label }) => label)).toEqual([
      '≤ 10',
      ...[10, 20, 30, 40, 50, 60, 70, 80].map(edge => `${edge} – ${edge + 10}`),
      '> 90',
      'missing',
    ]);
    expect(summary.bins!.reduce((sum, { rows }) => sum + rows, 0)).toBe(101);
  });

  it('has no mean where nothing was predicted', () => {
    const { schema } = buildReferenceProfile([output('minutes', 'numeric', -10, 30)]);
    expect(predictionSummary(new Profiler(schema).take(), { value: 'minutes' })).toEqual({});
  });

  it('takes no input for a prediction, whatever it is called', () => {
    const profile = buildReferenceProfile([
      { name: 'minutes', role: 'feature', kind: 'numeric', values: [1, 2] },
    ]);
    expect(predictionSummary(profile, { value: 'minutes', label: 'minutes' })).toEqual({});
  });

  it('counts classes that the reference does not know, apart from one that is called other', () => {
    const { schema } = buildReferenceProfile([output('label', 'categorical', 'other', 'a', 'a')]);
    const classesOf = (...labels: string[]) => {
      const profiler = new Profiler(schema);
      profiler.observeCategorical(0, labels, labels.length);
      return predictionSummary(profiler.take(), { label: 'label' })?.classes;
    };
    expect(classesOf('a')).toEqual([
      { name: 'a', rows: 1 },
      { name: 'other', rows: 0 },
    ]);
    expect(classesOf('a', 'new')).toEqual([
      { name: 'a', rows: 1 },
      { name: 'other', rows: 0 },
      { name: 'other', rows: 1 },
    ]);
  });
});
