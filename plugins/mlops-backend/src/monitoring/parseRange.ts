import { InputError } from '@backstage/errors';
import type { TimeRange } from './WindowStore';

/** The validator hands date-times over as Date objects or as text, depending on the place in the request. */
const timeOf = (value: string | undefined) =>
  value === undefined ? undefined : new Date(value).getTime();

/** @throws `InputError` when the range ends before it starts */
export function parseRange(query: { from?: string; to?: string } | undefined): TimeRange {
  const [from, to] = [timeOf(query?.from), timeOf(query?.to)];
  if (from !== undefined && to !== undefined && from >= to) {
    throw new InputError('The time range ends before it starts');
  }
  return { from, to };
}

/**
 * The span of time whose traffic is the reference; undefined for the training data.
 *
 * @throws `InputError` when it isn't given whole, ends before it starts, or is given beside another reference
 */
export function parseReference(
  query: { reference?: string; referenceFrom?: string; referenceTo?: string } | undefined,
): Required<TimeRange> | undefined {
  const { from, to } = parseRange({ from: query?.referenceFrom, to: query?.referenceTo });
  if (query?.reference !== 'window') {
    if (from !== undefined || to !== undefined) {
      throw new InputError('referenceFrom and referenceTo are of reference=window');
    }
    return undefined;
  }
  if (from === undefined || to === undefined) {
    throw new InputError('reference=window needs referenceFrom and referenceTo');
  }
  return { from, to };
}
