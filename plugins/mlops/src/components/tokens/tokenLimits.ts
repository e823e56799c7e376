import type { Token } from '@mlops-backstage/plugin-mlops-common';
import { formatCount } from '../../format/numbers';
import type { NumberRule } from '../shared/readNumber';

export type TokenLimits = Pick<Token, 'requestsPerSecond' | 'maxConcurrentRequests'>;

/** As the contract has them. */
export const LIMIT_RULES: Record<keyof TokenLimits, NumberRule> = {
  requestsPerSecond: { least: 0.001, most: 1_000_000 },
  maxConcurrentRequests: { least: 1, most: 100_000, isWhole: true },
};

/** `20 requests/s, 4 at a time`, `No limit`. */
export function limitsInWords({ requestsPerSecond, maxConcurrentRequests }: TokenLimits): string {
  const limits = [
    requestsPerSecond !== undefined && `${requestsPerSecond.toLocaleString('en-US')} requests/s`,
    maxConcurrentRequests !== undefined && `${formatCount(maxConcurrentRequests)} at a time`,
  ].filter(Boolean);
  return limits.length > 0 ? limits.join(', ') : 'No limit';
}
