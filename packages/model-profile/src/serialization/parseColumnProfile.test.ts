import { ProfileFormatError } from '../errors';
import { ColumnSchema } from '../schema/ProfileSchema';
import { parseColumnProfile } from './parseColumnProfile';

const numericSchema: ColumnSchema = {
  kind: 'numeric',
  name: 'x',
  role: 'feature',
  edges: [1],
  min: 0,
  max: 3,
};
const categoricalSchema: ColumnSchema = {
  kind: 'categorical',
  name: 'c',
  role: 'feature',
  categories: ['a'],
};

const moments = { count: 3, mean: 1.5, m2: 2, min: 0, max: 3 };
const numeric = { kind: 'numeric', counts: [2, 1, 4], below: 1, above: 0, moments };
const categorical = { kind: 'categorical', counts: [1, 0, 2] };

it('reads counts', () => {
  expect(parseColumnProfile(numericSchema, numeric, 'x')).toEqual(numeric);
  expect(parseColumnProfile(categoricalSchema, categorical, 'c')).toEqual(categorical);
});

it('reads the moments of nothing', () => {
  const nothing = { count: 0, mean: 0, m2: 0, min: null, max: null };
  expect(parseColumnProfile(numericSchema, { ...numeric, moments: nothing }, 'x')).toMatchObject({
    moments: nothing,
  });
});

it.each<[string, object]>([
  ['x.kind: expected numeric, got "categorical"', { kind: 'categorical' }],
  ['x.counts: expected 3 counts, got 2', { counts: [1, 2] }],
  ['x.counts[1]: expected an integer of at least 0, got -1', { counts: [1, -1, 0] }],
  ['x.counts[0]: expected an integer of at least 0, got 0.5', { counts: [0.5, 1, 0] }],
  ['x.below: expected an integer of at least 0, got undefined', { below: undefined }],
  ['x: more values outside the range or in moments than in bins', { above: 3 }],
  ['x: more values outside the range or in moments than in bins', { counts: [2, 0, 4] }],
  ['x.moments: expected an object, got undefined', { moments: undefined }],
  ['x.moments.mean: expected a finite number, got null', { moments: { ...moments, mean: null } }],
  ['x.moments.m2: expected at least 0, got -2', { moments: { ...moments, m2: -2 } }],
  ['x.moments: 3 values without a min', { moments: { ...moments, min: null, max: null } }],
])('says "%s"', (message, change) => {
  expect(() => parseColumnProfile(numericSchema, { ...numeric, ...change }, 'x')).toThrow(
    new ProfileFormatError(message),
  );
});
