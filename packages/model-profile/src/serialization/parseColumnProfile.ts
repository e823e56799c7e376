import { ProfileFormatError } from '../errors';
import { emptyMoments, Moments } from '../profile/Moments';
import { ColumnProfile } from '../profile/Profile';
import { binCount, ColumnKind, ColumnSchema } from '../schema/ProfileSchema';
import { asArray, asCount, asFields, asNumber, asOneOf, asRange } from './jsonFields';

/**
 * Counts of one column from parsed JSON.
 *
 * @param schema - the column's, which says how many bins there must be
 * @param at - place of the column in the document, for messages
 * @throws ProfileFormatError when a field is missing or malformed, or the counts contradict each other
 */
export function parseColumnProfile(
  schema: ColumnSchema,
  value: unknown,
  at: string,
): ColumnProfile {
  return parseBins(schema.kind, binCount(schema), value, at);
}

/**
 * Counts of one column of which no more is known than its kind and how many bins it has.
 *
 * @throws ProfileFormatError when a field is missing or malformed, or the counts contradict each other
 */
export function parseBins(
  expected: ColumnKind,
  bins: number,
  value: unknown,
  at: string,
): ColumnProfile {
  const fields = asFields(value, at);
  const kind = asOneOf(fields.kind, [expected], `${at}.kind`);
  const counts = parseCounts(fields.counts, bins, `${at}.counts`);
  if (kind === 'categorical') return { kind, counts };

  const below = asCount(fields.below, `${at}.below`);
  const above = asCount(fields.above, `${at}.above`);
  const moments = parseMoments(fields.moments, `${at}.moments`);
  const present = counts.slice(0, -1).reduce((sum, count) => sum + count, 0);
  if (below + above > present || moments.count > present) {
    throw new ProfileFormatError(`${at}: more values outside the range or in moments than in bins`);
  }
  return { kind, counts, below, above, moments };
}

function parseCounts(value: unknown, bins: number, at: string): number[] {
  const counts = asArray(value, at).map((count, i) => asCount(count, `${at}[${i}]`));
  if (counts.length !== bins) {
    throw new ProfileFormatError(`${at}: expected ${bins} counts, got ${counts.length}`);
  }
  return counts;
}

function parseMoments(value: unknown, at: string): Moments {
  const fields = asFields(value, at);
  const count = asCount(fields.count, `${at}.count`);
  if (count === 0) return emptyMoments();
  const mean = asNumber(fields.mean, `${at}.mean`);
  const m2 = asNumber(fields.m2, `${at}.m2`);
  if (m2 < 0) throw new ProfileFormatError(`${at}.m2: expected at least 0, got ${m2}`);
  const { min, max } = asRange(fields, at);
  if (min === null) throw new ProfileFormatError(`${at}: ${count} values without a min`);
  return { count, mean, m2, min, max };
}
