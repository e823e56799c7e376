import type { Token } from '@mlops-backstage/plugin-mlops-common';
import type { Tone } from '../shared/StatusWord';

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;

/** Whether a token still opens the endpoint, in a word. */
export function tokenState(
  { state, expiresAt }: Pick<Token, 'state' | 'expiresAt'>,
  now: number,
): { tone: Tone; word: string } {
  const left = Date.parse(expiresAt) - now;
  if (state === 'revoked') {
    return { tone: 'bad', word: 'Revoked' };
  }
  // It may have expired since the list was read.
  if (state === 'expired' || left <= 0) {
    return { tone: 'idle', word: 'Expired' };
  }
  return left <= SOON_DAYS * DAY_MS
    ? { tone: 'warning', word: 'Expires soon' }
    : { tone: 'good', word: 'Valid' };
}
