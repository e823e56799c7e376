import fc from 'fast-check';
import { SchemaMismatchError } from '../errors';
import { buildReferenceProfile } from './buildReferenceProfile';
import { emptyProfile } from './emptyProfile';
import { mergeProfiles } from './mergeProfiles';
import { Profile } from './Profile';
import { Profiler } from './Profiler';

type Row = [x: number | null, c: string | null];

const { schema } = buildReferenceProfile([
  { name: 'x', role: 'feature', kind: 'numeric', values: Array.from({ length: 50 }, (_, i) => i) },
  { name: 'c', role: 'feature', kind: 'categorical', values: Array(50).fill('a').fill('b', 20) },
]);

function profileOf(rows: readonly Row[]): Profile {
  const profiler = new Profiler(schema);
  profiler.observeNumeric(
    0,
    rows.map(([x]) => x),
    rows.length,
  );
  profiler.observeCategorical(
    1,
    rows.map(([, c]) => c),
    rows.length,
  );
  profiler.addRows(rows.length);
  return profiler.take();
}

// Integers, so that the sums behind the mean are exact and only its division rounds.
const x = fc.oneof(
  fc.integer({ min: -20, max: 80 }),
  fc.constantFrom(Infinity, -Infinity, NaN, null),
);
const c = fc.constantFrom('a', 'b', 'c', '', null);
const rowsOf = fc.array(fc.tuple(x, c), { maxLength: 40 });

/**
 * A profile whose mean and m2 are compared to six places, everything else exactly. Both are fractions of
 * at most 120 here, which lie farther from where rounding flips than their own errors reach.
 */
function rounded(profile: Profile): unknown {
  return JSON.parse(JSON.stringify(profile), (key, value) =>
    key === 'mean' || key === 'm2' ? Math.round(value * 1e6) / 1e6 + 0 : value,
  );
}

it('equals the profile of all rows', () => {
  fc.assert(
    fc.property(rowsOf, rowsOf, (a, b) => {
      const merged = mergeProfiles(profileOf(a), profileOf(b));
      expect(rounded(merged)).toEqual(rounded(profileOf([...a, ...b])));
    }),
  );
});

it('is associative', () => {
  fc.assert(
    fc.property(rowsOf, rowsOf, rowsOf, (...rows) => {
      const [a, b, d] = rows.map(profileOf);
      expect(rounded(mergeProfiles(mergeProfiles(a, b), d))).toEqual(
        rounded(mergeProfiles(a, mergeProfiles(b, d))),
      );
    }),
  );
});

it('is commutative to the last bit', () => {
  fc.assert(
    fc.property(rowsOf, rowsOf, (...rows) => {
      const [a, b] = rows.map(profileOf);
      expect(mergeProfiles(a, b)).toEqual(mergeProfiles(b, a));
    }),
  );
});

it('has the empty profile for identity', () => {
  fc.assert(
    fc.property(rowsOf, rows => {
      const profile = profileOf(rows);
      expect(mergeProfiles(profile, emptyProfile(schema))).toEqual(profile);
      expect(mergeProfiles(emptyProfile(schema), profile)).toEqual(profile);
    }),
  );
});

it('merges profiles whose equal schemas were parsed apart', () => {
  const apart: Profile = { ...profileOf([[1, 'a']]), schema: structuredClone(schema) };
  expect(mergeProfiles(profileOf([[2, 'b']]), apart).rows).toBe(2);
});

it('refuses different schemas', () => {
  const other = buildReferenceProfile([
    { name: 'x', role: 'feature', kind: 'numeric', values: [1, 2, 3] },
  ]);
  expect(() => mergeProfiles(emptyProfile(schema), other)).toThrow(SchemaMismatchError);
});

it('refuses columns that contradict their schema', () => {
  const profile = profileOf([]);
  const swapped = { ...profile, columns: [...profile.columns].reverse() };
  expect(() => mergeProfiles(profile, swapped)).toThrow(SchemaMismatchError);
});
