/** A property of CycloneDX. */
export interface Property {
  name: string;
  value: string;
}

/** Properties of what is known, in this plugin's name space. */
export function properties(
  values: ReadonlyArray<readonly [name: string, value: string | number | boolean | undefined]>,
): Property[] {
  return values.flatMap(([name, value]) =>
    value === undefined ? [] : [{ name: `mlops:${name}`, value: String(value) }],
  );
}

/** A SHA-256 digest of the contract as CycloneDX has it. */
export function hashes(digest: string | undefined): Array<{ alg: 'SHA-256'; content: string }> {
  const content = /^sha256:([0-9a-f]{64})$/.exec(digest ?? '')?.[1];
  return content === undefined ? [] : [{ alg: 'SHA-256', content }];
}
