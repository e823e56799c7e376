import { EvaluationInputError, ProfileFormatError, SchemaMismatchError } from './errors';

it.each([
  [SchemaMismatchError, 'SchemaMismatchError'],
  [ProfileFormatError, 'ProfileFormatError'],
  [EvaluationInputError, 'EvaluationInputError'],
])('%p carries its name, message and cause', (ErrorClass, name) => {
  const cause = new Error('why');
  const error = new ErrorClass('what', { cause });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name, message: 'what', cause });
});

it('EvaluationInputError carries the offending rows', () => {
  const rows = { first: 3, count: 2 };
  expect(new EvaluationInputError('what', { rows }).rows).toEqual(rows);
  expect(new EvaluationInputError('what').rows).toBeUndefined();
});
