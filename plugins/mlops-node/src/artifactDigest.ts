import { InputError } from '@backstage/errors';

const DIGEST = /^sha256:([0-9a-f]{64})$/;

/**
 * The 64 hexadecimal digits of a digest, which are safe as part of a file's name or an object's key.
 *
 * @param digest - `sha256:` and 64 lower-case hexadecimal digits
 * @throws `InputError` for anything else
 */
export function digestHex(digest: string): string {
  const hex = DIGEST.exec(digest)?.[1];
  if (!hex) {
    throw new InputError(
      `${JSON.stringify(digest)} is no digest: it has to be "sha256:" and 64 lower-case hexadecimal digits`,
    );
  }
  return hex;
}
