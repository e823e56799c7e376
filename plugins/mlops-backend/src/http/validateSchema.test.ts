import { validateSchema } from './validateSchema';

const messageOf = (value: unknown): string => {
  try {
    validateSchema('EvaluationInput', value, 'evaluation.json');
  } catch (error) {
    return String(error);
  }
  return 'accepted';
};
const evaluation = { name: 'held-out', split: 'test', metrics: { auc: 0.7 } };

describe('validateSchema', () => {
  it('gives back what meets the schema, as it is', () => {
    expect(validateSchema('EvaluationInput', evaluation, 'x')).toBe(evaluation);
  });

  it('names every violation and where it is', () => {
    expect(messageOf({ name: '', split: 'holdout', metrics: {} })).toBe(
      'InputError: evaluation.json/name must NOT have fewer than 1 characters, ' +
        'evaluation.json/split must be equal to one of the allowed values',
    );
  });

  it.each([undefined, null, [], 'text'])('refuses %j', value => {
    expect(messageOf(value)).toMatch(/must be object/);
  });

  it('checks formats and refuses what is not in the schema', () => {
    expect(messageOf({ ...evaluation, evaluatedAt: 'yesterday' })).toMatch(
      /evaluatedAt must match format/,
    );
    expect(messageOf({ ...evaluation, colour: 'red' })).toMatch(
      /must NOT have unevaluated properties/,
    );
  });

  it.each([NaN, Infinity])('refuses %s, which YAML can say but JSON cannot', auc => {
    expect(messageOf({ ...evaluation, metrics: { auc } })).toMatch(/\/metrics\/auc must be number/);
  });

  it('keeps short what it says of a value that is wrong all over', () => {
    const metrics = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`m${i}`, 'x']));
    expect(messageOf({ ...evaluation, metrics })).toMatch(/^([^,]*, ){9}[^,]*$/);
  });
});
