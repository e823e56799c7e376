import type { ReviewedPerson } from '@mlops-backstage/plugin-mlops-common';
import { csvLine } from '../../format/csv';
import type { ReviewPage } from '../../queries/governance';

const LARGEST_PAGE = 100;
const HEADER = [
  'Person',
  'Name',
  'Member of',
  'Permission',
  'Stage',
  'Environment',
  'Granted',
  'Because',
];

/** Reads everybody, page by page. */
export async function readPeople(
  readPage: (query: { limit: number; cursor?: string }, signal: AbortSignal) => Promise<ReviewPage>,
  signal: AbortSignal,
  onProgress: (read: number) => void,
): Promise<ReviewedPerson[]> {
  const people: ReviewedPerson[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage({ limit: LARGEST_PAGE, cursor }, signal);
    signal.throwIfAborted();
    people.push(...page.items);
    onProgress(people.length);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return people;
}

/** Who may do what as RFC 4180: a line for each person, permission, stage and environment. */
export function reviewCsv(people: readonly ReviewedPerson[]): string {
  const lines = people.flatMap(({ person, displayName, memberOf, grants }) =>
    grants.map(({ permission, stage, environment, granted, because }) => [
      person,
      displayName,
      memberOf.join(' '),
      permission,
      stage,
      environment,
      granted ? 'yes' : 'no',
      because,
    ]),
  );
  return [HEADER, ...lines].map(csvLine).join('');
}
