import { createHash } from 'node:crypto';

/** An audit event as it is stored, but for its hash. */
export interface AuditRow {
  /** Place in the chain, from 1 on without gaps. */
  seq: number;
  id: string;
  /** Milliseconds since 1970, UTC. */
  occurred_at: number;
  /** Who did it: a person, or a service, be it on somebody's behalf. */
  actor: string;
  /** The person whom the actor acted for. */
  on_behalf_of: string | null;
  action: string;
  outcome: 'done' | 'denied';
  resource_kind: string;
  resource: string;
  model: string | null;
  reason: string | null;
  request_id: string | null;
  address: string | null;
  /** JSON, hashed as the text that is stored. */
  before: string | null;
  after: string | null;
}

/** An audit event as it is stored. */
export type StoredAuditRow = AuditRow & { hash: string };

/** What the first event is chained to. */
export const GENESIS = '0'.repeat(64);

/** In the order of canonical JSON: by UTF-16 code units. */
const FIELDS: readonly (keyof AuditRow)[] = [
  'action',
  'actor',
  'address',
  'after',
  'before',
  'id',
  'model',
  'occurred_at',
  'on_behalf_of',
  'outcome',
  'reason',
  'request_id',
  'resource',
  'resource_kind',
  'seq',
];

const isAlways = (name: keyof AuditRow) => name !== 'on_behalf_of';

/**
 * The hash that links an event to the one before: SHA-256 over the previous hash (64 hexadecimal digits) and the
 * event's fields as canonical JSON (RFC 8785: sorted keys, no blanks; of text, integers and null that is what
 * ECMAScript writes). On whose behalf is among them only where there is somebody: events of before that was told keep
 * their hashes.
 */
export function auditHash(previous: string, row: AuditRow): string {
  const names = row.on_behalf_of === null ? FIELDS.filter(isAlways) : FIELDS;
  const fields = Object.fromEntries(names.map(name => [name, row[name]]));
  return createHash('sha256').update(previous).update(JSON.stringify(fields)).digest('hex');
}
