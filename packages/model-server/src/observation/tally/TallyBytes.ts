import { ServingRole } from '../../RoutingTable';

/*
 * A tally file: what one worker thread answered, by version. Little endian:
 *
 *   8 bytes   MAGIC
 *   records, each beginning at a multiple of 8:
 *     8 bytes   requests, a double
 *     4 bytes   bytes of the name
 *     …         the name, JSON of [deployment, version, role] in UTF-8
 *     …         zeros up to the next multiple of 8
 *
 * Counts are eight bytes at a multiple of eight, so that no page of memory has a part of one.
 */

/** With the version of the layout. */
export const MAGIC = Buffer.from('mltally1', 'latin1');
export const COUNT_BYTES = 8;
/** The count and the length of the name. */
const HEAD_BYTES = COUNT_BYTES + 4;

/** What is counted together. */
export interface TalliedVersion {
  readonly deployment: string;
  readonly version: string;
  readonly role: ServingRole;
}

/** Requests that a version answered in its role; of a challenger, copies that it was run on. */
export interface AnsweredCount extends TalliedVersion {
  readonly requests: number;
}

/** A file isn't a tally, or not a whole one. */
export class MalformedTallyError extends Error {
  override readonly name = 'MalformedTallyError';
}

/** Names a version in its role. */
export function tallyName({ deployment, version, role }: TalliedVersion): string {
  return JSON.stringify([deployment, version, role]);
}

/** Bytes of a record. */
export function recordBytes(name: string): number {
  return roundUp(HEAD_BYTES + Buffer.byteLength(name));
}

/** Writes a record that has counted nothing yet into zeros. */
export function startRecord(bytes: Buffer, place: number, name: string): void {
  bytes.writeUInt32LE(Buffer.byteLength(name), place + COUNT_BYTES);
  bytes.write(name, place + HEAD_BYTES);
}

/**
 * The counts of a tally. A last record that was cut off is left out: it was begun by the write that was cut, and has
 * counted nothing that another one has noted.
 *
 * @throws MalformedTallyError
 */
export function parseTally(bytes: Buffer): AnsweredCount[] {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new MalformedTallyError('It does not begin as a tally does');
  }
  const counts = new Map<string, AnsweredCount>();
  let place = MAGIC.length;
  while (place + HEAD_BYTES <= bytes.length) {
    const end = place + HEAD_BYTES + bytes.readUInt32LE(place + COUNT_BYTES);
    if (end > bytes.length) break;
    const name = bytes.toString('utf8', place + HEAD_BYTES, end);
    if (counts.has(name)) throw new MalformedTallyError(`It has the record at byte ${place} twice`);
    counts.set(name, parseRecord(name, bytes.readDoubleLE(place), place));
    place = roundUp(end);
  }
  return [...counts.values()];
}

function parseRecord(name: string, requests: number, place: number): AnsweredCount {
  const malformed = () => new MalformedTallyError(`The record at byte ${place} makes no sense`);
  if (!Number.isSafeInteger(requests) || requests < 0) throw malformed();
  let parts: unknown;
  try {
    parts = JSON.parse(name);
  } catch {
    throw malformed();
  }
  if (!Array.isArray(parts) || parts.length !== 3) throw malformed();
  const [deployment, version, role] = parts;
  if (typeof deployment !== 'string' || typeof version !== 'string' || !isRole(role)) {
    throw malformed();
  }
  return { deployment, version, role, requests };
}

function isRole(role: unknown): role is ServingRole {
  return role === 'champion' || role === 'canary' || role === 'challenger';
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
