import type { AuditEvent } from '@mlops-backstage/plugin-mlops-common';
import { csvLine } from '../../format/csv';
import type { AuditQuery, ReadAuditPage } from '../../queries/audit';

export const MOST_EXPORTED = 10_000;
const LARGEST_PAGE = 100;

export interface ReadEvents {
  events: AuditEvent[];
  /** Whether there are more that match. */
  isCut: boolean;
}

/** Reads what matches, page by page, newest first, up to 10,000 events. */
export async function readEvents(
  readPage: ReadAuditPage,
  query: AuditQuery,
  signal: AbortSignal,
  onProgress: (read: number) => void,
): Promise<ReadEvents> {
  const events: AuditEvent[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage({ ...query, limit: LARGEST_PAGE, cursor }, signal);
    signal.throwIfAborted();
    events.push(...page.items);
    onProgress(Math.min(events.length, MOST_EXPORTED));
    cursor = page.nextCursor;
  } while (cursor !== undefined && events.length < MOST_EXPORTED);
  const isCut = cursor !== undefined || events.length > MOST_EXPORTED;
  return { events: events.slice(0, MOST_EXPORTED), isCut };
}

/** An event a line, as the API gives it. */
export function auditJsonLines(events: readonly AuditEvent[]): string {
  return events.map(event => `${JSON.stringify(event)}\n`).join('');
}

const HEADER = [
  'Event',
  'Time',
  'Actor',
  'Action',
  'Outcome',
  'Kind',
  'Resource',
  'Model',
  'Reason',
  'Request id',
  'Address',
  'Before',
  'After',
  'Hash',
];

const jsonOf = (value: object | undefined) => value && JSON.stringify(value);

/** An event a line of RFC 4180; what a spreadsheet would run as a formula is written so that it doesn't. */
export function auditCsv(events: readonly AuditEvent[]): string {
  const lines = events.map(event => [
    event.seq,
    event.at,
    event.actor,
    event.action,
    event.outcome,
    event.resource.kind,
    event.resource.name,
    event.model,
    event.reason,
    event.requestId,
    event.address,
    jsonOf(event.before),
    jsonOf(event.after),
    event.hash,
  ]);
  return [HEADER, ...lines].map(csvLine).join('');
}
