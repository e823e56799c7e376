import { ProfileFormatError, SchemaMismatchError } from '../errors';
import { buildReferenceProfile } from '../profile/buildReferenceProfile';
import { emptyProfile } from '../profile/emptyProfile';
import { parseCounts, parseProfile, serializeCounts, serializeProfile } from './profileJson';

const profile = buildReferenceProfile([
  { name: 'x', role: 'feature', kind: 'numeric', values: [0.1, -1e-300, Infinity, null, 0.7] },
  { name: 'c', role: 'prediction', kind: 'categorical', values: ['\ud800', '', null, '"', 'é'] },
]);
const other = buildReferenceProfile([
  { name: 'x', role: 'feature', kind: 'numeric', values: [1, 2, 3, 4, 5] },
]);

it('restores a profile to the last bit', () => {
  expect(parseProfile(serializeProfile(profile))).toEqual(profile);
  const empty = emptyProfile(profile.schema);
  expect(parseProfile(serializeProfile(empty))).toEqual(empty);
});

it('restores counts under the schema they were counted under', () => {
  const restored = parseCounts(serializeCounts(profile), profile.schema);
  expect(restored).toEqual(profile);
  expect(restored.schema).toBe(profile.schema);
});

it('leaves the schema out of counts', () => {
  expect(serializeCounts(profile)).not.toContain('edges');
});

it('refuses counts of another schema', () => {
  expect(() => parseCounts(serializeCounts(profile), other.schema)).toThrow(SchemaMismatchError);
});

it.each<[string, object]>([
  ['schema: expected an object, got undefined', { schema: undefined }],
  ['rows: expected an integer of at least 0, got "5"', { rows: '5' }],
  ['columns: expected 2 columns, got 1', { columns: [profile.columns[0]] }],
  [
    'columns[0].kind: expected numeric, got "categorical"',
    { columns: [...profile.columns].reverse() },
  ],
])('says "%s"', (message, change) => {
  expect(() => parseProfile(JSON.stringify({ ...profile, ...change }))).toThrow(
    new ProfileFormatError(message),
  );
});

it.each(['', '{', '[]', 'null'])('refuses %j', json => {
  expect(() => parseProfile(json)).toThrow(ProfileFormatError);
  expect(() => parseCounts(json, profile.schema)).toThrow(ProfileFormatError);
});
