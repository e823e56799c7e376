import type { Checkpoint } from '@mlops-backstage/plugin-mlops-common';

/** What a trail is held against besides itself. */
export interface TrailExpectations {
  /** The public keys that may have signed (SubjectPublicKeyInfo, PEM); given any, something has to be signed. */
  publicKeys?: readonly string[];
  /** The hash that the chain has to end with. */
  head?: string;
}

/** A trail that is whole in itself. */
export interface WholeTrail {
  result: 'whole';
  events: number;
  startsAfter: number;
  head: string;
  checkpoints: number;
  lastCheckpoint?: Checkpoint;
}

export interface BrokenTrail {
  result: 'broken';
  problem: string;
  /** The place of the first event that isn't as it should be, where it is one. */
  brokenAt?: number;
}

/**
 * Holds a trail that is whole in itself against what is expected of it.
 *
 * @param expectedHeadAt - the event that has the expected hash, where one was found
 */
export function holdAgainst(
  { publicKeys, head }: TrailExpectations,
  found: WholeTrail,
  expectedHeadAt: number | undefined,
): WholeTrail | BrokenTrail {
  if (publicKeys && !found.lastCheckpoint) {
    return { result: 'broken', problem: 'Nothing in it is signed with a key that was given' };
  }
  if (head !== undefined && head !== found.head) {
    return {
      result: 'broken',
      problem:
        expectedHeadAt === undefined
          ? 'The chain does not end with the hash that was expected, nor has it anywhere else'
          : `The hash that was expected is the one of event ${expectedHeadAt}: there are events behind it`,
    };
  }
  return found;
}
