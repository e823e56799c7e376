import { createHash } from 'node:crypto';

/** The namespace of URLs (RFC 9562, 6.6). */
const NAMESPACE = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

/** The UUID of a name: version 5 of RFC 9562, in the namespace of URLs. */
function uuidOf(name: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(name, 'utf8').digest().subarray(0, 16);
  bytes[6] = 0x50 + (bytes[6] % 16);
  bytes[8] = 0x80 + (bytes[8] % 64);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** A serial number that is the same whenever the bill of a version is made, and another for every other version. */
export function serialNumber(version: { model: string; version: number; digest: string }): string {
  return `urn:uuid:${uuidOf(`urn:mlops:${version.model}@${version.version}#${version.digest}`)}`;
}
