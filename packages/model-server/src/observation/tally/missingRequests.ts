import { AnsweredCount, MalformedTallyError, tallyName } from './TallyBytes';

/**
 * Of each version what was answered and not told of, where there is something.
 *
 * @param answered - all that was answered; the counts of a version add up
 * @param told - all that was told of
 * @throws MalformedTallyError when more was told of than answered, so that what was answered isn't all
 */
export function missingRequests(
  answered: Iterable<AnsweredCount>,
  told: Iterable<AnsweredCount>,
): AnsweredCount[] {
  const missing = new Map<string, AnsweredCount>();
  const add = (count: AnsweredCount, requests: number) => {
    const name = tallyName(count);
    const before = missing.get(name)?.requests ?? 0;
    missing.set(name, { ...count, requests: before + requests });
  };
  for (const count of answered) add(count, count.requests);
  for (const count of told) add(count, -count.requests);
  for (const [name, { requests }] of missing) {
    if (requests < 0) {
      throw new MalformedTallyError(
        `${-requests} more requests were told of ${name} than answered`,
      );
    }
  }
  return [...missing.values()].filter(({ requests }) => requests > 0);
}
