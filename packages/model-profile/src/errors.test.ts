import { ProfileFormatError, SchemaMismatchError } from './errors';

it.each([
  [SchemaMismatchError, 'SchemaMismatchError'],
  [ProfileFormatError, 'ProfileFormatError'],
])('%p carries its name, message and cause', (ErrorClass, name) => {
  const cause = new Error('why');
  const error = new ErrorClass('what', { cause });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name, message: 'what', cause });
});
