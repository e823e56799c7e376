import { sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Checkpoint } from '@mlops-backstage/plugin-mlops-common';
import { checkpointText } from './checkpointText';
import { publicKeyPem } from './signatureProblem';

/** The key that checkpoints are signed with, and those that they were signed with before. */
export class CheckpointKeys {
  private readonly trusted: ReadonlySet<string>;

  /**
   * @param signingKey - an Ed25519 private key; without one nothing is signed
   * @param previous - public keys, SubjectPublicKeyInfo in PEM as `publicKeyPem` writes it
   */
  constructor(
    private readonly signingKey?: KeyObject,
    previous: readonly string[] = [],
  ) {
    this.trusted = new Set([...(signingKey ? [publicKeyPem(signingKey)] : []), ...previous]);
  }

  get canSign(): boolean {
    return this.signingKey !== undefined;
  }

  readonly trusts = (publicKey: string): boolean => this.trusted.has(publicKey);

  /** @throws `Error` without a key to sign with */
  sign({ seq, hash }: { seq: number; hash: string }, at: Date): Checkpoint {
    if (!this.signingKey) {
      throw new Error('There is no key to sign with');
    }
    const signed = { seq, hash, at: at.toISOString() };
    const signature = sign(null, Buffer.from(checkpointText(signed), 'utf8'), this.signingKey);
    return {
      ...signed,
      signature: signature.toString('base64'),
      publicKey: publicKeyPem(this.signingKey),
    };
  }
}
