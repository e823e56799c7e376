import { InputError } from '@backstage/errors';
import type { TimeRange } from './WindowStore';

/** @throws `InputError` when the range ends before it starts */
export function parseRange(query: { from?: string; to?: string } | undefined): TimeRange {
  // The validator hands date-times over as Date objects or as text, depending on the place in the request.
  const from = query?.from === undefined ? undefined : new Date(query.from).getTime();
  const to = query?.to === undefined ? undefined : new Date(query.to).getTime();
  if (from !== undefined && to !== undefined && from >= to) {
    throw new InputError('The time range ends before it starts');
  }
  return { from, to };
}
