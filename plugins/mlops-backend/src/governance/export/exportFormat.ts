import type { Checkpoint } from '@mlops-backstage/plugin-mlops-common';
import type { StoredAuditRow } from '../auditHash';
import type { ChainPlace } from '../ChainWalk';

/**
 * An exported trail is JSON Lines, in this order:
 *
 * - a header: what the file is, whether it has every event behind `startsAfter` (`complete`), and the hash of that event;
 * - the events, oldest first, each with the very texts that its hash was made of; behind an event that was signed, its
 *   checkpoint;
 * - an end: how many events there are, the last one's place and hash, and the digest of all lines before, so that a file
 *   that was cut off or damaged shows.
 *
 * A trail that isn't complete, since it was filtered or since not all models may be read, has no checkpoints: without the
 * events between there is nothing to follow.
 */
export const EXPORT_FORMAT = 'mlops-audit-trail/1';

export interface ExportHeader {
  type: 'header';
  format: typeof EXPORT_FORMAT;
  complete: boolean;
  /** The place of the last event that retention removed; 0 where none was. */
  startsAfter: number;
  startHash: string;
  exportedAt: string;
}

export interface ExportEnd {
  type: 'end';
  events: number;
  seq: number;
  hash: string;
  /** SHA-256 of the bytes of all lines before, in hexadecimal digits. */
  digest: string;
}

export type ExportLine =
  | ExportHeader
  | ({ type: 'event' } & StoredAuditRow)
  | ({ type: 'checkpoint' } & Checkpoint)
  | ExportEnd;

export function exportLine(line: ExportLine): string {
  return `${JSON.stringify(line)}\n`;
}

export function headerOf(start: ChainPlace, complete: boolean, at: Date): ExportHeader {
  return {
    type: 'header',
    format: EXPORT_FORMAT,
    complete,
    startsAfter: start.seq,
    startHash: start.hash,
    exportedAt: at.toISOString(),
  };
}
