import { quoteName } from './quoteName';

/**
 * The beginning of an answer in JSON: `{"model_name":…,"model_version":…,"id":…`, to be followed by its other members.
 *
 * @param id - left out when the request has none
 */
export function encodeAnswerHead(
  { name, version }: { readonly name: string; readonly version: string },
  id: string | undefined,
): string {
  const head = `{"model_name":${quoteName(name)},"model_version":${quoteName(version)}`;
  return id === undefined ? head : `${head},"id":${JSON.stringify(id)}`;
}
