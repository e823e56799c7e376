import { constants, publicEncrypt } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/**
 * A run's secret for whoever has the private key: RSA-OAEP with SHA-256 (RFC 8017), in base64. What `openssl pkeyutl -decrypt` reads
 * with `rsa_padding_mode:oaep` and `rsa_oaep_md:sha256`.
 */
export function encryptToken(token: string, key: KeyObject): string {
  return publicEncrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    Buffer.from(token),
  ).toString('base64');
}
