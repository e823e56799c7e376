// The people of the sample organisation.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { root } from '../scripts/demo/portal.mjs';

/** Everybody in the catalog who can have an account: `{ name, displayName, email }`. */
export async function peopleOfOrganisation() {
  const documents = await readFile(join(root, 'catalog-info/organisation.yaml'), 'utf8');
  return parseAllDocuments(documents)
    .map(document => document.toJS())
    .filter(({ kind, spec }) => kind === 'User' && spec.profile.email)
    .map(({ metadata, spec }) => ({ name: metadata.name, ...spec.profile }));
}
