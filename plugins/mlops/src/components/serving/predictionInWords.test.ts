import { predictionInWords } from './predictionInWords';

const tensor = (name: string, data: unknown[]) => ({ name, datatype: 'FP32', shape: [1], data });
const answer = (...outputs: ReturnType<typeof tensor>[]) => ({ model_name: 'm', outputs });

describe('predictionInWords', () => {
  const classifier = { label: 'label', scores: 'probabilities', classes: ['0', '1'] };

  it('gives the class with its probability', () => {
    const response = answer(tensor('label', [0]), tensor('probabilities', [[0.712, 0.288]]));
    expect(predictionInWords(response, classifier)).toEqual({
      headline: 'Class 0, with a probability of 71.2 %',
      scores: [
        { name: '0', score: 0.712 },
        { name: '1', score: 0.288 },
      ],
    });
  });

  it('gives the likeliest class where there are only scores', () => {
    const response = answer(tensor('probabilities', [0.2, 0.8]));
    expect(predictionInWords(response, classifier)?.headline).toBe(
      'Class 1, with a probability of 80.0 %',
    );
  });

  it('gives the value of a regressor', () => {
    const response = answer(tensor('variable', [[12.3456]]));
    expect(predictionInWords(response, { value: 'variable' })).toEqual({
      headline: '12.3',
      scores: [],
    });
  });

  it('says nothing of outputs that it knows nothing of', () => {
    expect(predictionInWords(answer(tensor('x', [1])), {})).toBeUndefined();
  });
});
