import type { Model } from '@mlops-backstage/plugin-mlops-common';

/** What setting an alias does, said before it is done. */
export function aliasConsequence(
  aliases: Model['aliases'],
  alias: string,
  version: number,
): string {
  const present = aliases.find(known => known.alias === alias);
  if (present === undefined) {
    return `${alias} will be a new name of version ${version}.`;
  }
  return present.version === version
    ? `${alias} names version ${version} already: nothing will change.`
    : `${alias} will move from version ${present.version} to version ${version}. Endpoints go on serving what they serve.`;
}
