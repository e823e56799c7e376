import { ModelSignature } from '../protocol/ModelSignature';
import { openSession } from '../runtime/openSession';
import { signatureOf } from '../runtime/signatureOf';

/** The file that the child process of `readSignature` starts with: this one, as source or as built. */
export const SIGNATURE_ENTRY = __filename;
/** Tells that process from any other that loads this module. */
export const SIGNATURE_ARGUMENT = '--mlops-read-signature';

/** What the child says; Backstage's transform of sources sends messages of its own. */
export type SignatureMessage =
  | { readonly kind: 'signature'; readonly signature: ModelSignature }
  | { readonly kind: 'failure'; readonly message: string };

async function read(artifactPath: string): Promise<SignatureMessage> {
  try {
    return { kind: 'signature', signature: signatureOf(await openSession(artifactPath, 1)) };
  } catch (error) {
    return { kind: 'failure', message: (error as Error).message };
  }
}

async function answer(artifactPath: string): Promise<void> {
  // The parent disconnects when it has the answer: a long one would be cut off by a disconnection from here.
  process.send!(await read(artifactPath));
}

if (process.send && process.argv[2] === SIGNATURE_ARGUMENT) void answer(process.argv[3]);
