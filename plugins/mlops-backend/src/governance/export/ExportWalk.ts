import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import type { Checkpoint } from '@mlops-backstage/plugin-mlops-common';
import type { StoredAuditRow } from '../auditHash';
import { ChainWalk } from '../ChainWalk';
import { objectOf } from '../objectOf';
import { holdAgainst } from './expectations';
import type { BrokenTrail, TrailExpectations, WholeTrail } from './expectations';
import { EXPORT_FORMAT, exportLine } from './exportFormat';
import type { ExportHeader } from './exportFormat';
import type { FileLine } from './linesOf';

/** What was found of an exported audit trail. */
export type ExportFinding =
  | WholeTrail
  | (BrokenTrail & { line?: number })
  /** Of a part of the trail only the digest of the file can be checked: there is nothing to follow. */
  | { result: 'partial'; events: number };

/** A line of the file is not what the export writes there. */
export class UnexpectedLineError extends Error {
  constructor(
    readonly line: number,
    problem: string,
  ) {
    super(problem);
  }
}

/**
 * Takes an exported audit trail line by line. Every step throws for the first thing that isn't as it should be:
 * `UnexpectedLineError`, or `BrokenChainError`.
 */
export class ExportWalk {
  private readonly digest: Hash = createHash('sha256');
  private header?: ExportHeader;
  private chain?: ChainWalk;
  private hasBegun = false;
  private hasEnded = false;
  private lines = 0;
  private events = 0;
  private lastCheckpoint?: Checkpoint;
  private expectedHeadAt?: number;

  constructor(private readonly expected: TrailExpectations) {}

  take(line: FileLine): void {
    this.lines = line.number;
    if (this.hasEnded) {
      throw new UnexpectedLineError(line.number, 'There is something behind the end of the export');
    }
    const content = objectOf(line.text);
    if (!this.header) {
      this.takeHeader(line, content);
    } else if (content?.type === 'event') {
      this.takeEvent(content as unknown as StoredAuditRow);
    } else if (content?.type === 'checkpoint') {
      this.takeCheckpoint(content as unknown as Checkpoint);
    } else if (content?.type === 'end') {
      this.takeEnd(line, content);
    } else {
      throw new UnexpectedLineError(
        line.number,
        'The line is none that the export wrote: it was changed, or cut off',
      );
    }
    this.digest.update(line.bytes);
  }

  finding(): ExportFinding {
    if (!this.header || !this.hasEnded) {
      throw new UnexpectedLineError(
        this.lines + 1,
        this.header ? 'The export was cut off: its end is missing' : 'The file is empty',
      );
    }
    const { events, chain, lastCheckpoint } = this;
    if (!chain) {
      return { result: 'partial', events };
    }
    const { head, checkpoints } = chain;
    const { startsAfter } = this.header;
    return holdAgainst(
      this.expected,
      {
        result: 'whole',
        events,
        startsAfter,
        head,
        checkpoints,
        ...(lastCheckpoint && { lastCheckpoint }),
      },
      this.expectedHeadAt,
    );
  }

  private takeHeader(line: FileLine, content: Record<string, unknown> | undefined): void {
    const header = content as ExportHeader | undefined;
    if (
      header?.type !== 'header' ||
      header.format !== EXPORT_FORMAT ||
      typeof header.complete !== 'boolean' ||
      !Number.isSafeInteger(header.startsAfter) ||
      typeof header.startHash !== 'string'
    ) {
      throw new UnexpectedLineError(
        line.number,
        `The file does not begin as an export of the audit trail does (${EXPORT_FORMAT})`,
      );
    }
    this.header = header;
    if (header.complete) {
      const start = { seq: header.startsAfter, hash: header.startHash };
      const { publicKeys } = this.expected;
      this.chain = new ChainWalk(start, key => !publicKeys || publicKeys.includes(key));
    }
  }

  private takeEvent(row: StoredAuditRow): void {
    this.begin();
    this.chain?.takeEvent(row);
    this.events += 1;
    if (row.hash === this.expected.head) {
      this.expectedHeadAt = row.seq;
    }
  }

  private takeCheckpoint(checkpoint: Checkpoint): void {
    this.chain?.takeCheckpoint(checkpoint);
    this.lastCheckpoint = checkpoint;
  }

  private takeEnd(line: FileLine, content: Record<string, unknown>): void {
    this.begin();
    const { seq, hash } = content as { seq: number; hash: string };
    this.chain?.end({ seq, hash });
    const digest = this.digest.copy().digest('hex');
    const written = exportLine({ type: 'end', events: this.events, seq, hash, digest });
    if (!line.isEnded || line.bytes.toString('utf8') !== written) {
      throw new UnexpectedLineError(
        line.number,
        'The file is not what the export wrote: a line was changed, added or removed',
      );
    }
    this.hasEnded = true;
  }

  private begin(): void {
    if (!this.hasBegun) {
      this.hasBegun = true;
      this.chain?.begin();
    }
  }
}
