import type { Revision } from '@mlops-backstage/plugin-mlops-common';

type Role = 'champion' | 'canary' | 'challenger';

/** A page of a deployment's history, newest first. */
export type ReadRevisions = (below?: number) => Promise<{ items: Revision[]; more: boolean }>;

/** Who serves, as a revision or a deployment tells it. */
interface Served {
  version?: number | null;
  canary?: { version: number } | null;
  challengers: readonly number[];
}

/** What a version does; undefined for nothing. */
export function roleOf({ version, canary, challengers }: Served, asked: number): Role | undefined {
  if (version === asked) {
    return 'champion';
  }
  if (canary?.version === asked) {
    return 'canary';
  }
  return challengers.includes(asked) ? 'challenger' : undefined;
}

/**
 * When two versions began to serve beside each other in the roles that they have in the newest revision; undefined where
 * they don't.
 */
export async function togetherSince(
  readRevisions: ReadRevisions,
  first: number,
  second: number,
): Promise<Date | undefined> {
  let since: Revision | undefined;
  let roles: string | undefined;
  for (;;) {
    const { items, more } = await readRevisions(since?.revision);
    for (const revision of items) {
      const [one, other] = [roleOf(revision, first), roleOf(revision, second)];
      const now = one && other && `${one} ${other}`;
      if (!now || (roles && now !== roles)) {
        return since && new Date(since.createdAt);
      }
      roles = now;
      since = revision;
    }
    if (!more) {
      return since && new Date(since.createdAt);
    }
  }
}
