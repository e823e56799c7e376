import type { Checkpoint } from '@mlops-backstage/plugin-mlops-common';
import { GENESIS } from './auditHash';
import type { StoredAuditRow } from './auditHash';
import { BrokenChainError, ChainWalk } from './ChainWalk';
import type { ChainPlace } from './ChainWalk';
import type { TrustsKey } from './checkpoints/signatureProblem';

/** Where a chain begins and ends. */
export interface Chain {
  /** The last event that retention removed; place 0 where none was. */
  start: ChainPlace;
  end: ChainPlace;
}

/** What was found of a chain: whether it is whole, or where it is broken first. */
export type ChainVerification = {
  /** Events that were found in order. */
  events: number;
  /** The place behind which the chain was followed. */
  startsAfter: number;
  /** Signed checkpoints that were found to agree with it. */
  checkpoints: number;
} & ({ intact: true; head: string } | { intact: false; brokenAt: number; problem: string });

type Many<T> = AsyncIterable<T> | Iterable<T>;

/**
 * Follows a chain of audit events from its beginning, in constant memory but for the places of its checkpoints.
 *
 * @param rows - in the order of their places
 * @param chain - where it begins, and where it should end
 * @param checkpoints - all there are, in the order of their places
 * @param trusts - which keys may have signed these
 */
export async function verifyChain(
  rows: Many<StoredAuditRow>,
  chain: Chain | undefined,
  checkpoints: Many<Checkpoint> = [],
  trusts: TrustsKey = () => true,
): Promise<ChainVerification> {
  const start = chain?.start ?? { seq: 0, hash: GENESIS };
  const walk = new ChainWalk(start, trusts);
  const found = () => ({
    events: walk.events,
    startsAfter: Math.max(start.seq, 0),
    checkpoints: walk.checkpoints,
  });
  try {
    const signed = iteratorOf(checkpoints);
    let next = await signed.next();
    while (!next.done && next.value.seq <= start.seq) {
      walk.takeCheckpoint(next.value);
      next = await signed.next();
    }
    walk.begin();
    for await (const row of rows) {
      if (chain && row.seq > chain.end.seq) {
        walk.end(chain.end);
        throw new BrokenChainError(row.seq, 'The event is behind the end of the chain');
      }
      walk.takeEvent(row);
      while (!next.done && next.value.seq <= row.seq) {
        walk.takeCheckpoint(next.value);
        next = await signed.next();
      }
    }
    walk.end(chain?.end);
    if (!next.done) {
      throw new BrokenChainError(walk.seq + 1, 'Events that were signed are missing');
    }
    return { intact: true, ...found(), head: walk.head };
  } catch (error) {
    if (error instanceof BrokenChainError) {
      return { intact: false, ...found(), brokenAt: error.brokenAt, problem: error.message };
    }
    throw error;
  }
}

function iteratorOf<T>(many: Many<T>): AsyncIterator<T> | Iterator<T> {
  return Symbol.asyncIterator in many ? many[Symbol.asyncIterator]() : many[Symbol.iterator]();
}
