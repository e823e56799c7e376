import fc from 'fast-check';
import { BinaryCase, curveColumns, defined, undefinedNames } from '../../fixtures/evaluationCases';
import { largestError } from '../../fixtures/largestError';
import { readFixture } from '../../fixtures/readFixture';
import { EvaluationInputError } from '../errors';
import { BinaryInput, evaluateBinary } from './evaluateBinary';

const cases = readFixture<BinaryCase[]>('evaluationBinary');

describe.each(cases)('equals scikit-learn: $name', expected => {
  const actual = evaluateBinary(expected);

  it('in its metrics', () => {
    expect(largestError(actual.metrics, defined(expected.metrics))).toBeLessThan(1e-12);
  });

  it('in which of them are undefined', () => {
    expect(actual.undefinedMetrics.map(({ name }) => name)).toEqual(
      undefinedNames(expected.metrics),
    );
  });

  it('in its counts', () => {
    expect(actual).toMatchObject({
      rows: expected.labels.length,
      positives: expected.positives,
      threshold: expected.threshold,
      confusionMatrix: { labels: ['0', '1'], counts: expected.confusionMatrix },
    });
  });

  it('in its curves', () => {
    const { rocCurve, precisionRecallCurve, calibration } = expected;
    expect(
      largestError(curveColumns(actual), { rocCurve, precisionRecallCurve, calibration }),
    ).toBeLessThan(1e-12);
  });

  it('and survives JSON', () => {
    expect(largestError(JSON.parse(JSON.stringify(actual)), actual)).toBe(0);
  });
});

const scoreOf = fc.oneof(
  fc.integer({ min: 0, max: 8 }).map(eighths => eighths / 8),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const labelledRows = fc.array(fc.record({ label: fc.boolean(), score: scoreOf }), {
  minLength: 1,
  maxLength: 60,
});
const rowsOfBothClasses = labelledRows.filter(
  rows => rows.some(({ label }) => label) && rows.some(({ label }) => !label),
);

function inputOf(rows: readonly { label: boolean; score: number }[]): BinaryInput {
  return { labels: rows.map(({ label }) => label), scores: rows.map(({ score }) => score) };
}

it('has an AUC that is the share of pairs in the right order, ties counting half', () => {
  fc.assert(
    fc.property(rowsOfBothClasses, rows => {
      const pairs = rows
        .filter(({ label }) => label)
        .flatMap(({ score }) =>
          rows.filter(({ label }) => !label).map(other => (Math.sign(score - other.score) + 1) / 2),
        );
      const share = pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length;
      expect(evaluateBinary(inputOf(rows)).metrics.auc).toBeCloseTo(share, 12);
    }),
  );
});

it('has an AUC that no growing transformation of the scores changes', () => {
  fc.assert(
    fc.property(rowsOfBothClasses, rows => {
      const ranks = rows.map(row => rows.filter(each => each.score < row.score).length);
      const { labels, scores } = inputOf(rows);
      const { auc } = evaluateBinary({ labels, scores }).metrics;
      expect(evaluateBinary({ labels, scores: ranks }).metrics.auc).toBe(auc);
      expect(evaluateBinary({ labels, scores: ranks.map(rank => rank ** 3 - 7) }).metrics.auc).toBe(
        auc,
      );
    }),
  );
});

it('has 1 − AUC for swapped labels', () => {
  fc.assert(
    fc.property(rowsOfBothClasses, rows => {
      const swapped = rows.map(({ label, score }) => ({ label: !label, score }));
      const { auc } = evaluateBinary(inputOf(rows)).metrics;
      expect(evaluateBinary(inputOf(swapped)).metrics.auc).toBeCloseTo(1 - auc!, 12);
    }),
  );
});

it('does not depend on the order of rows', () => {
  fc.assert(
    fc.property(labelledRows, rows => {
      const evaluation = evaluateBinary(inputOf(rows));
      const reversed = evaluateBinary(inputOf([...rows].reverse()));
      expect(largestError(reversed, evaluation)).toBeLessThan(1e-12);
    }),
  );
});

it('counts every row once, in the confusion matrix and in the bins', () => {
  fc.assert(
    fc.property(labelledRows, rows => {
      const { confusionMatrix, calibration } = evaluateBinary(inputOf(rows));
      const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
      expect(total(confusionMatrix.counts.flat())).toBe(rows.length);
      expect(total(calibration!.uniform.map(bin => bin.rows))).toBe(rows.length);
      expect(total(calibration!.quantile.map(bin => bin.rows))).toBe(rows.length);
    }),
  );
});

it('never holds NaN or infinity', () => {
  const wild = fc.array(
    fc.record({ label: fc.boolean(), score: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(wild, rows => {
      const evaluation = evaluateBinary(inputOf(rows));
      expect(largestError(JSON.parse(JSON.stringify(evaluation)), evaluation)).toBe(0);
    }),
  );
});

it('gives the bins of calibration their rows', () => {
  const { calibration } = evaluateBinary({ labels: [0, 1, 1], scores: [0.1, 0.1, 0.85] });
  expect(calibration!.uniform).toEqual([
    { rows: 2, meanScore: 0.1, positiveRate: 0.5 },
    { rows: 1, meanScore: 0.85, positiveRate: 1 },
  ]);
});

it('says why a metric is left out', () => {
  expect(evaluateBinary({ labels: [0, 0], scores: [-1, 0.2] }).undefinedMetrics).toEqual([
    { name: 'auc', reason: 'No row is positive' },
    { name: 'average_precision', reason: 'No row is positive' },
    { name: 'log_loss', reason: 'Scores are no probabilities: that of row 0 is -1' },
    { name: 'brier', reason: 'Scores are no probabilities: that of row 0 is -1' },
    { name: 'precision', reason: 'No row is predicted positive' },
    { name: 'recall', reason: 'No row is positive' },
    { name: 'f1', reason: 'No row is positive or predicted positive' },
  ]);
});

it('reads booleans and typed arrays', () => {
  const scores = [0.25, 0.75, 0.5];
  const expected = evaluateBinary({ labels: [0, 1, 1], scores });
  expect(evaluateBinary({ labels: [false, true, true], scores })).toEqual(expected);
  expect(
    evaluateBinary({ labels: Uint8Array.of(0, 1, 1), scores: Float32Array.from(scores) }),
  ).toEqual(expected);
});

it('thins its curves when asked to', () => {
  const rows = Array.from({ length: 500 }, (_, i) => i);
  const { rocCurve, precisionRecallCurve, metrics } = evaluateBinary({
    labels: rows.map(i => Number((i * 7919) % 500 < i)),
    scores: rows.map(i => i / 500),
    maxCurvePoints: 50,
  });
  expect(rocCurve).toHaveLength(50);
  expect(rocCurve![0]).toEqual({ fpr: 0, tpr: 0, threshold: null });
  expect(rocCurve![49]).toMatchObject({ fpr: 1, tpr: 1 });
  expect(precisionRecallCurve).toHaveLength(50);
  expect(precisionRecallCurve![49]).toEqual({ precision: 1, recall: 0, threshold: null });
  expect(metrics.auc).toBeGreaterThan(0.5);
});

it.each<[string, BinaryInput, EvaluationInputError['rows'], string]>([
  ['no rows', { labels: [], scores: [] }, undefined, 'There are no labels to evaluate'],
  [
    'unequal lengths',
    { labels: [0, 1], scores: [0.5] },
    undefined,
    'There are 2 labels, but 1 scores',
  ],
  [
    'a NaN score',
    { labels: [0, 1, 1], scores: [0.5, NaN, 0.5] },
    { first: 1, count: 1 },
    'A score must be a finite number; 1 is not, the first is row 1',
  ],
  [
    'infinite scores',
    { labels: [0, 1, 1], scores: [0.5, -Infinity, Infinity] },
    { first: 1, count: 2 },
    'A score must be a finite number; 2 are not, the first is row 1',
  ],
  [
    'a NaN label',
    { labels: [NaN, 1], scores: [0.5, 0.5] },
    { first: 0, count: 1 },
    'A label must be 0, 1, false or true; 1 is not, the first is row 0',
  ],
  [
    'labels of three classes',
    { labels: [0, 1, 2, 3], scores: [0, 0, 0, 0] },
    { first: 2, count: 2 },
    'A label must be 0, 1, false or true; 2 are not, the first is row 2',
  ],
])('refuses %s', (_, input, rows, message) => {
  const evaluate = () => evaluateBinary(input);
  expect(evaluate).toThrow(EvaluationInputError);
  expect(evaluate).toThrow(expect.objectContaining({ rows, message }));
});

it.each([{ threshold: NaN }, { threshold: Infinity }, { maxCurvePoints: 1 }])(
  'refuses %p',
  options => {
    expect(() => evaluateBinary({ labels: [0, 1], scores: [0, 1], ...options })).toThrow(
      RangeError,
    );
  },
);
