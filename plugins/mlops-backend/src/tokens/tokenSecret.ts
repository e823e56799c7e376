import { createHash, randomBytes } from 'node:crypto';

/** Characters of a secret that are kept to find it by: `mlops_`, and 36 of its 256 random bits. */
const PREFIX_LENGTH = 12;

/** What is kept of a secret. */
export interface KeptOfSecret {
  prefix: string;
  /** SHA-256 of its UTF-8 bytes, 64 hexadecimal digits. */
  hash: string;
}

/** A new secret: `mlops_`, which scanners for leaked secrets can look for, and 32 random bytes in base64url. */
export function newSecret(): string {
  return `mlops_${randomBytes(32).toString('base64url')}`;
}

/** There is enough chance in a secret that a hash without salt and without effort can't be turned round. */
export function keptOf(secret: string): KeptOfSecret {
  return {
    prefix: secret.slice(0, PREFIX_LENGTH),
    hash: createHash('sha256').update(secret).digest('hex'),
  };
}

/** What of the beginning of a secret is kept. */
export const keptPrefix = (beginning: string): string => beginning.slice(0, PREFIX_LENGTH);
