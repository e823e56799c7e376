import { validateSchema } from './validateSchema';

const refuses = (value: unknown, message: RegExp | string) =>
  expect(() => validateSchema('EvaluationInput', value, 'evaluation.json')).toThrow(
    expect.objectContaining({
      name: 'InputError',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    }),
  );
const evaluation = { name: 'held-out', split: 'test', metrics: { auc: 0.7 } };

describe('validateSchema', () => {
  it('gives back what meets the schema, as it is', () => {
    expect(validateSchema('EvaluationInput', evaluation, 'x')).toBe(evaluation);
  });

  it('names every violation and where it is', () => {
    refuses(
      { name: '', split: 'holdout', metrics: {} },
      'evaluation.json/name must NOT have fewer than 1 characters, ' +
        'evaluation.json/split must be equal to one of the allowed values',
    );
  });

  it.each([undefined, null, [], 'text'])('refuses %j', value => {
    refuses(value, /must be object/);
  });

  it('checks formats and refuses what is not in the schema', () => {
    refuses({ ...evaluation, evaluatedAt: 'yesterday' }, /evaluatedAt must match format/);
    refuses({ ...evaluation, colour: 'red' }, /must NOT have unevaluated properties/);
  });

  it.each([NaN, Infinity])('refuses %s, which YAML can say but JSON cannot', auc => {
    refuses({ ...evaluation, metrics: { auc } }, /\/metrics\/auc must be number/);
  });

  it('keeps short what it says of a value that is wrong all over', () => {
    const metrics = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`m${i}`, 'x']));
    refuses({ ...evaluation, metrics }, /^([^,]*, ){9}[^,]*$/);
  });
});
