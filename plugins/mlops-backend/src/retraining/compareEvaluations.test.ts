import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import { compareEvaluations } from './compareEvaluations';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const auc = { metric: 'auc', direction: 'higher' } as const;

const evaluation = (value: number, more: Partial<Evaluation> = {}): Evaluation => ({
  id: String(value),
  name: 'recent',
  split: 'production',
  evaluatedAt: '2026-01-01T00:00:00Z',
  createdAt: '2026-01-01T00:00:00Z',
  createdBy: 'user:default/ada',
  metrics: { auc: value },
  ...more,
});
const told = (letter: string) => ({ dataDigest: digest(letter) });
const computed = (letter: string, metrics = ['auc']) => ({
  computed: { labelsDigest: digest(letter), metrics },
});

describe('a version beside the champion', () => {
  it.each([
    ['computed', computed('a'), computed('a')],
    ['same-data', told('a'), told('a')],
    // A metric that was told, though the rows came with it.
    ['same-data', computed('a', []), computed('a')],
    ['reported', {}, {}],
  ])('is better by evidence that is %s', (evidence, ours, theirs) => {
    expect(compareEvaluations(auc, [evaluation(0.7, ours)], [evaluation(0.6, theirs)])).toEqual({
      comparison: {
        metric: 'auc',
        dataset: 'recent',
        version: 0.7,
        champion: 0.6,
        isBetter: true,
        evidence,
      },
    });
  });

  it.each([
    ['other labels', computed('a'), computed('b')],
    ['another digest', told('a'), told('b')],
    ['another digest, whatever the labels', { ...told('a'), ...computed('a') }, { ...told('b'), ...computed('a') }], // prettier-ignore
    ['labels that came with one only', computed('a'), {}],
    ['a digest of one only', {}, told('a')],
    ['a digest of one and labels of the other', told('a'), computed('a')],
    ['other labels of a digest that they have in common', { ...told('a'), ...computed('a') }, { ...told('a'), ...computed('b') }], // prettier-ignore
  ])('is not compared by %s', (_, ours, theirs) => {
    expect(compareEvaluations(auc, [evaluation(0.9, ours)], [evaluation(0.6, theirs)])).toEqual({
      differentData: 'recent',
    });
  });

  it('is compared where it can be checked, whatever is newer or looks better', () => {
    const ours = [evaluation(0.99), evaluation(0.95, told('a')), evaluation(0.61, computed('b'))];
    const theirs = [evaluation(0.5), evaluation(0.6, told('a')), evaluation(0.62, computed('b'))];
    expect(compareEvaluations(auc, ours, theirs)).toMatchObject({
      comparison: { version: 0.61, champion: 0.62, isBetter: false, evidence: 'computed' },
    });
  });

  it('has the newest evaluations of each, and only those of the name, split and metric', () => {
    const other = { metrics: { rmse: 1 } };
    const ours = [
      evaluation(0, other),
      evaluation(0.99, { split: 'test' }),
      evaluation(0.8),
      evaluation(0.1),
    ];
    const theirs = [evaluation(0.2, { name: 'old' }), evaluation(0.75), evaluation(0.9)];
    expect(compareEvaluations(auc, ours, theirs)).toMatchObject({
      comparison: { version: 0.8, champion: 0.75 },
    });
    expect(compareEvaluations(auc, ours, theirs.slice(0, 1))).toEqual({ nothing: true });
  });

  it('has to be better by more than was asked, in the direction that was', () => {
    const isBetter = (better: Parameters<typeof compareEvaluations>[0], ours: number) => {
      const compared = compareEvaluations(better, [evaluation(ours)], [evaluation(0.5)]);
      return 'comparison' in compared && compared.comparison.isBetter;
    };
    expect(isBetter(auc, 0.5)).toBe(false);
    expect(isBetter({ ...auc, by: 0.25 }, 0.75)).toBe(false);
    expect(isBetter({ ...auc, by: 0.25 }, 0.8)).toBe(true);
    expect(isBetter({ ...auc, direction: 'lower' }, 0.4)).toBe(true);
    expect(isBetter({ ...auc, direction: 'lower' }, 0.6)).toBe(false);
  });
});
