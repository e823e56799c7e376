import type { Traffic } from '@mlops-backstage/plugin-mlops-common';
import { formatQuantity } from '../../format/numbers';

/** What is missing since servers were lost: how much where that is known, and where it isn't. Nothing where nothing is. */
export function lostWords(gaps: Traffic['gaps']): string[] {
  const known = gaps.filter(({ requests = 0 }) => requests > 0);
  const unknown = gaps.filter(({ requests }) => requests === undefined);
  const lost = known.reduce((sum, { requests = 0 }) => sum + requests, 0);
  return [
    known.length > 0 &&
      `${formatQuantity(known.length, 'server')} ended without handing over about ${formatQuantity(lost, 'answered request')}`,
    unknown.length > 0 &&
      `${formatQuantity(unknown.length, 'server')} ended without handing over the last seconds, of which an unknown number of answers may be missing`,
  ].filter(words => words !== false);
}
