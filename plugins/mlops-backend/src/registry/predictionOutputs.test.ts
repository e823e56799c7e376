import type { Signature, TensorSignature } from '@mlops-backstage/plugin-mlops-common';
import { predictionOutputs, rowWidth } from './predictionOutputs';

const tensor = (
  name: string,
  datatype: TensorSignature['datatype'],
  ...shape: number[]
): TensorSignature => ({ name, datatype, shape });

const signatureOf = (...outputs: TensorSignature[]): Signature => ({ inputs: [], outputs });
const classifier = signatureOf(
  tensor('label', 'INT64', -1),
  tensor('probabilities', 'FP32', -1, 2),
);

describe('rowWidth', () => {
  it.each([
    [[-1], 1],
    [[-1, 1], 1],
    [[-1, 3], 3],
    [[-1, 2, 3], 6],
    [[-1, -1], undefined],
    [[-1, 0], undefined],
    [[], undefined],
  ])('of %j is %s', (shape, width) => {
    expect(rowWidth(tensor('x', 'FP32', ...shape))).toBe(width);
  });
});

describe('predictionOutputs', () => {
  it('finds label and scores of a classifier, and numbers its classes', () => {
    expect(predictionOutputs('binary-classification', classifier, undefined)).toEqual({
      label: 'label',
      scores: 'probabilities',
      classes: ['0', '1'],
      positiveClass: '1',
    });
    expect(
      predictionOutputs(
        'multiclass-classification',
        signatureOf(tensor('scores', 'FP32', -1, 3)),
        undefined,
      ),
    ).toEqual({ scores: 'scores', classes: ['0', '1', '2'] });
  });

  it('finds the value of a regressor, which is one floating-point number a row', () => {
    const outputs = signatureOf(
      tensor('leaf', 'INT64', -1),
      tensor('quantiles', 'FP32', -1, 3),
      tensor('variable', 'FP32', -1, 1),
    );
    expect(predictionOutputs('regression', outputs, undefined)).toEqual({ value: 'variable' });
  });

  it.each(['clustering', 'other'] as const)('takes only what is said for %s', problemType => {
    expect(predictionOutputs(problemType, classifier, undefined)).toEqual({});
    expect(predictionOutputs(problemType, classifier, { label: 'label' })).toEqual({
      label: 'label',
    });
  });

  it('prefers what is said, and completes it', () => {
    expect(
      predictionOutputs('binary-classification', classifier, { classes: ['on time', 'late'] }),
    ).toEqual({
      label: 'label',
      scores: 'probabilities',
      classes: ['on time', 'late'],
      positiveClass: 'late',
    });
    expect(
      predictionOutputs('binary-classification', classifier, { positiveClass: '0' }).positiveClass,
    ).toBe('0');
  });

  it('takes any number of classes for scores whose number the model leaves open', () => {
    const open = signatureOf(tensor('scores', 'FP32', -1, -1));
    expect(
      predictionOutputs('multiclass-classification', open, { classes: ['a', 'b', 'c'] }),
    ).toEqual({ scores: 'scores', classes: ['a', 'b', 'c'] });
    expect(predictionOutputs('multiclass-classification', open, undefined)).toEqual({
      scores: 'scores',
    });
  });

  it.each([
    [
      { label: 'lable' },
      'prediction.label names the output "lable", but the model has: label, probabilities',
    ],
    [
      { scores: 'none' },
      'prediction.scores names the output "none", but the model has: label, probabilities',
    ],
    [
      { value: '' },
      'prediction.value names the output "", but the model has: label, probabilities',
    ],
    [
      { classes: ['a', 'b', 'c'] },
      'prediction.classes names 3 classes, but "probabilities" has 2 scores a row',
    ],
    [{ positiveClass: 'late' }, 'prediction.positiveClass "late" is none of prediction.classes'],
  ])('refuses %j', (said, message) => {
    expect(() => predictionOutputs('binary-classification', classifier, said)).toThrow(
      expect.objectContaining({ name: 'InputError', message }),
    );
  });
});
