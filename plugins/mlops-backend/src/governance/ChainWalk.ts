import type { Checkpoint } from '@mlops-backstage/plugin-mlops-common';
import { auditHash, GENESIS } from './auditHash';
import type { StoredAuditRow } from './auditHash';
import { signatureProblem } from './checkpoints/signatureProblem';
import type { TrustsKey } from './checkpoints/signatureProblem';
import { objectOf } from './objectOf';

/** A place of the chain, and the hash of the event there. */
export interface ChainPlace {
  seq: number;
  hash: string;
}

/** The action of the event that tells of a checkpoint. */
export const CHECKPOINT_ACTION = 'audit.checkpoint';

/** Where a chain is broken, and how. */
export class BrokenChainError extends Error {
  constructor(
    readonly brokenAt: number,
    problem: string,
  ) {
    super(problem);
  }
}

/** Places begin at 1, whatever stands where one should be. */
const placeOf = (seq: number) => Math.max(seq, 1);

/**
 * Follows a chain of audit events, which it is given one after the other, each checkpoint right behind the event that it
 * is of. Every step throws `BrokenChainError` for the first thing that isn't as it should be.
 */
export class ChainWalk {
  /** Events that were found in order. */
  events = 0;
  /** Signed checkpoints that were found to agree with the chain. */
  checkpoints = 0;
  /** Where the walk is. */
  private last: ChainPlace;
  private readonly signed = new Set<unknown>();

  /**
   * @param start - the last event that retention removed; place 0 where none was
   * @param trusts - which keys may have signed checkpoints
   */
  constructor(
    private readonly start: ChainPlace,
    private readonly trusts: TrustsKey,
  ) {
    this.last = start;
  }

  /** The hash of the last event. */
  get head(): string {
    return this.last.hash;
  }

  /** The place of the last event. */
  get seq(): number {
    return this.last.seq;
  }

  /**
   * To be called when the checkpoints up to the start were taken: only a signed one may tell what there was before the
   * first event, else events could be cut off unseen.
   */
  begin(): void {
    const isBeginning = this.start.seq === 0 && this.start.hash === GENESIS;
    if (!isBeginning && this.checkpoints === 0) {
      throw new BrokenChainError(
        placeOf(this.start.seq + 1),
        'The chain begins behind an event that no signed checkpoint tells of',
      );
    }
  }

  takeEvent(row: StoredAuditRow): void {
    const expected = this.last.seq + 1;
    if (row.seq !== expected) {
      throw row.seq > expected
        ? new BrokenChainError(expected, 'The event is missing')
        : new BrokenChainError(placeOf(row.seq), 'An event has a place before the one it follows');
    }
    if (auditHash(this.last.hash, row) !== row.hash) {
      throw new BrokenChainError(
        row.seq,
        'The event, or what it was chained to, is not what was written',
      );
    }
    if (row.action === CHECKPOINT_ACTION && row.outcome === 'done') {
      this.checkIsThere(row);
    }
    this.last = { seq: row.seq, hash: row.hash };
    this.events += 1;
  }

  takeCheckpoint(checkpoint: Checkpoint): void {
    const place = placeOf(checkpoint.seq);
    const problem = signatureProblem(checkpoint, this.trusts);
    if (problem) {
      throw new BrokenChainError(place, problem);
    }
    this.signed.add(checkpoint.seq);
    // What it is of is gone, but for the last before the start.
    if (checkpoint.seq < this.start.seq) {
      return;
    }
    if (checkpoint.seq !== this.last.seq || checkpoint.hash !== this.last.hash) {
      throw new BrokenChainError(place, 'The event is not the one that was signed');
    }
    this.checkpoints += 1;
  }

  /** @param end - where the chain should end, as far as that is known */
  end(end: ChainPlace | undefined): void {
    const { seq, hash } = this.last;
    if (!end) {
      throw new BrokenChainError(seq + 1, 'The end of the chain is not known');
    }
    if (seq !== end.seq) {
      throw seq < end.seq
        ? new BrokenChainError(seq + 1, 'The event is missing')
        : new BrokenChainError(placeOf(end.seq + 1), 'The event is behind the end of the chain');
    }
    if (hash !== end.hash) {
      throw new BrokenChainError(
        placeOf(seq),
        'The last event is not the one that the chain ends with',
      );
    }
  }

  /** An event that tells of a checkpoint that isn't there shows that this was removed. */
  private checkIsThere(row: StoredAuditRow): void {
    const seq = objectOf(row.after)?.seq;
    const isOfGone = typeof seq === 'number' && seq < this.start.seq;
    if (!isOfGone && !this.signed.has(seq)) {
      throw new BrokenChainError(
        row.seq,
        'The signed checkpoint that this event tells of is missing',
      );
    }
  }
}
