import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { atLeast, duration } from '../configValues';
import { CheckpointKeys } from './checkpoints/CheckpointKeys';
import { publicKeyPem } from './checkpoints/signatureProblem';

/** How the audit trail is signed, and how long it is kept. */
export interface AuditConfig {
  keys: CheckpointKeys;
  checkpointEveryMs: number;
  /** For ever without it. */
  retentionMs?: number;
}

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

/**
 * Reads `mlops.audit`.
 *
 * @throws `InputError` when a key is none, or events should be removed that nothing signed; never with the key's text
 */
export function readAuditConfig(config: Config | undefined): AuditConfig {
  const pem = config?.getOptionalString('signingKey');
  const previous = config?.getOptionalStringArray('previousPublicKeys') ?? [];
  const keys = new CheckpointKeys(
    pem === undefined ? undefined : privateKey(pem),
    previous.map((one, index) => publicKey(one, `mlops.audit.previousPublicKeys[${index}]`)),
  );
  const retains = config?.has('retention') ?? false;
  if (retains && !keys.canSign) {
    throw new InputError(
      'mlops.audit.retention needs mlops.audit.signingKey: events are removed only up to a signed checkpoint',
    );
  }
  return {
    keys,
    checkpointEveryMs: atLeast(
      duration(config, 'checkpointEvery', DAY_MS),
      MINUTE_MS,
      'mlops.audit.checkpointEvery',
    ),
    ...(retains && {
      retentionMs: atLeast(duration(config, 'retention', 0), DAY_MS, 'mlops.audit.retention'),
    }),
  };
}

function privateKey(pem: string): KeyObject {
  return ed25519(
    () => createPrivateKey(pem),
    'mlops.audit.signingKey',
    'private key (PKCS#8, PEM)',
  );
}

function publicKey(pem: string, key: string): string {
  const found = ed25519(() => createPublicKey(pem), key, 'public key (SubjectPublicKeyInfo, PEM)');
  // Of a private key the public one can be read too, but it has no place here, which isn't secret.
  if (pem.includes('PRIVATE')) {
    throw new InputError(`${key} has to be a public key, but is a private one`);
  }
  return publicKeyPem(found);
}

function ed25519(read: () => KeyObject, key: string, what: string): KeyObject {
  let found: KeyObject | undefined;
  try {
    found = read();
  } catch {
    // What the reader says may repeat the text.
  }
  if (found?.asymmetricKeyType !== 'ed25519') {
    throw new InputError(`${key} has to be an Ed25519 ${what}`);
  }
  return found;
}
