import type { Checkpoint } from '@mlops-backstage/plugin-mlops-common';

/**
 * What is signed of a checkpoint: canonical JSON (RFC 8785: sorted keys, no blanks; of texts without control characters
 * and integers that is what ECMAScript writes).
 */
export function checkpointText({ at, hash, seq }: Pick<Checkpoint, 'at' | 'hash' | 'seq'>): string {
  return JSON.stringify({ at, hash, seq });
}
