/** As many versions as a person can still read beside each other, and as the backend reads at once. */
export const MOST_COMPARED = 6;

/** A version as the contract names it: `flight-delay-risk@2`. */
export type VersionRef = string;

const VERSION_REF = /^([a-z0-9]+(?:[-_.][a-z0-9]+)*)@([1-9][0-9]{0,9})$/;
const LONGEST_REF = 74;

export const versionRef = (model: string, version: number): VersionRef => `${model}@${version}`;

export function parseVersionRef(ref: string): { model: string; version: number } | undefined {
  const [, model, version] = VERSION_REF.exec(ref) ?? [];
  return model && ref.length <= LONGEST_REF ? { model, version: Number(version) } : undefined;
}

/** The query of the page that compares these versions. */
export function compareQuery(refs: readonly VersionRef[]): string {
  // "@" may stand in a query as it is, and an address that people can read is worth sending.
  return refs.map(ref => `v=${ref}`).join('&');
}
