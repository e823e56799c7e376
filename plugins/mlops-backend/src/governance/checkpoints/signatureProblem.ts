import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Checkpoint } from '@mlops-backstage/plugin-mlops-common';
import { checkpointText } from './checkpointText';

/** Whether who has a public key (SubjectPublicKeyInfo, PEM) may sign. */
export type TrustsKey = (publicKey: string) => boolean;

/** A public key as it is compared: there is one way to write it. */
export function publicKeyPem(key: KeyObject): string {
  const publicKey = key.type === 'public' ? key : createPublicKey(key);
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

/** What is wrong with the signature of a checkpoint, if anything. */
export function signatureProblem(checkpoint: Checkpoint, trusts: TrustsKey): string | undefined {
  if (!trusts(checkpoint.publicKey)) {
    return 'The checkpoint is signed with a key that is not one of the known ones';
  }
  return isSigned(checkpoint) ? undefined : 'The checkpoint is not what was signed';
}

function isSigned(checkpoint: Checkpoint): boolean {
  try {
    const key = createPublicKey(checkpoint.publicKey);
    const signature = Buffer.from(checkpoint.signature, 'base64');
    return (
      key.asymmetricKeyType === 'ed25519' &&
      // Base64 has several ways to write some bytes, and whatever isn't the one that was written was tampered with.
      signature.toString('base64') === checkpoint.signature &&
      verify(null, Buffer.from(checkpointText(checkpoint), 'utf8'), key, signature)
    );
  } catch {
    // What isn't a key has signed nothing.
    return false;
  }
}
