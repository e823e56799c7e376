import { compareQuery, MOST_COMPARED, parseVersionRef, type VersionRef } from './versionRefs';

export interface CompareState {
  /** At most six, in the order of their columns. */
  refs: VersionRef[];
  /** What the URL names beyond that. */
  leftOut: VersionRef[];
  /** What in the URL names no version. */
  unknown: string[];
  /** The version that the differences are to. */
  baseline: VersionRef | undefined;
}

/** Reads which versions are compared from the URL: `?v=a@1&v=b@3` or `?v=a@1,b@3`. */
export function compareStateFrom(search: URLSearchParams): CompareState {
  const named = [...new Set(search.getAll('v').flatMap(list => list.split(',')))].filter(Boolean);
  const refs = named.filter(ref => parseVersionRef(ref) !== undefined);
  const shown = refs.slice(0, MOST_COMPARED);
  const baseline = search.get('baseline') ?? '';
  return {
    refs: shown,
    leftOut: refs.slice(MOST_COMPARED),
    unknown: named.filter(ref => parseVersionRef(ref) === undefined),
    baseline: shown.includes(baseline) ? baseline : shown[0],
  };
}

/** The query with other versions; the rest of it stays. A baseline that isn't among them is forgotten. */
export function withVersions(search: URLSearchParams, refs: readonly VersionRef[]): string {
  const rest = new URLSearchParams(search);
  rest.delete('v');
  if (!refs.includes(rest.get('baseline') ?? '')) {
    rest.delete('baseline');
  }
  return [compareQuery(refs), rest.toString()].filter(Boolean).join('&');
}
