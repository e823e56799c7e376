import * as fc from 'fast-check';
import { ProfileFormatError, SchemaMismatchError } from '../errors';
import { buildReferenceProfile } from '../profile/buildReferenceProfile';
import { emptyProfile } from '../profile/emptyProfile';
import { mergeProfiles } from '../profile/mergeProfiles';
import { Profiler } from '../profile/Profiler';
import { mergeCounts } from './mergeCounts';
import { serializeCounts } from './profileJson';

const { schema } = buildReferenceProfile([
  { name: 'x', role: 'feature', kind: 'numeric', values: [1, 2, 3, 4, 5, 6, 7] },
  {
    name: 'c',
    role: 'prediction',
    kind: 'categorical',
    values: ['a', 'b', 'a', '', 'b', 'a', 'c'],
  },
]);

const rows = fc.array(
  fc.tuple(fc.oneof(fc.double(), fc.constant(NaN)), fc.constantFrom('a', 'b', 'new', null)),
  { maxLength: 20 },
);

function profileOf(values: Array<[number, string | null]>) {
  const profiler = new Profiler(schema);
  profiler.observeNumeric(
    0,
    values.map(([x]) => x),
    values.length,
  );
  profiler.observeCategorical(
    1,
    values.map(([, c]) => c),
    values.length,
  );
  profiler.addRows(values.length);
  return profiler.take();
}

it('adds up to the last bit as the restored profiles do', () => {
  fc.assert(
    fc.property(rows, rows, (a, b) => {
      const [one, other] = [profileOf(a), profileOf(b)];
      expect(mergeCounts(serializeCounts(one), serializeCounts(other))).toBe(
        serializeCounts(mergeProfiles(one, other)),
      );
    }),
  );
});

it('leaves counts as they are that those of no rows are added to', () => {
  const some = serializeCounts(profileOf([[3, 'a']]));
  const none = serializeCounts(emptyProfile(schema));
  expect(mergeCounts(some, none)).toBe(some);
  expect(mergeCounts(none, some)).toBe(some);
});

it('refuses counts under another schema', () => {
  const other = buildReferenceProfile([
    { name: 'x', role: 'feature', kind: 'numeric', values: [1, 2] },
  ]);
  expect(() => mergeCounts(serializeCounts(profileOf([])), serializeCounts(other))).toThrow(
    SchemaMismatchError,
  );
});

it('refuses what is no profile', () => {
  const some = serializeCounts(profileOf([[3, 'a']]));
  const broken = JSON.parse(some);
  broken.columns[1].counts[0] = -1;
  expect(() => mergeCounts(some, '{')).toThrow(ProfileFormatError);
  expect(() => mergeCounts(some, JSON.stringify(broken))).toThrow(
    new ProfileFormatError('columns[1].counts[0]: expected an integer of at least 0, got -1'),
  );
});
