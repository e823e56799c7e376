import { parseEntityRef } from '@backstage/catalog-model';

/** Whether the name of one of the entities begins with a text, upper and lower case being the same. */
export function nameBegins(refs: readonly string[], search: string = ''): boolean {
  const beginning = search.toLocaleLowerCase('en-US');
  return refs.some(ref =>
    parseEntityRef(ref).name.toLocaleLowerCase('en-US').startsWith(beginning),
  );
}
