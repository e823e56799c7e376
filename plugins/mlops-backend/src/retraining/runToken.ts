import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new secret for the job of one run: a mark that scanners for leaked secrets can look for, and 32 random bytes. */
export function newRunToken(): string {
  return `mlops_run_${randomBytes(32).toString('base64url')}`;
}

/** SHA-256 of a token, 64 hexadecimal digits: there is enough chance in it that no salt is needed. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Whether a token is one of those whose hashes are kept: each attempt to hand a run over makes one. */
export function isTokenOf(token: string, hashes: readonly string[]): boolean {
  const hash = Buffer.from(hashOfToken(token), 'hex');
  return hashes
    .map(known => timingSafeEqual(hash, Buffer.from(known, 'hex')))
    .some(isSame => isSame);
}
