import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import { readAuditConfig } from './readAuditConfig';

const pem = (key: any, type: 'pkcs8' | 'spki') => key.export({ type, format: 'pem' }).toString();
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signingKey = pem(privateKey, 'pkcs8');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

const read = (audit: object) => readAuditConfig(new ConfigReader(audit as any));

describe('the configuration of the audit trail', () => {
  it('signs nothing and keeps everything by default', () => {
    const { keys, ...others } = readAuditConfig(undefined);
    expect(keys.canSign).toBe(false);
    expect(others).toEqual({ checkpointEveryMs: 86_400_000 });
  });

  it('has a key, keys of before, and times', () => {
    const { keys, ...times } = read({
      signingKey,
      previousPublicKeys: [pem(generateKeyPairSync('ed25519').publicKey, 'spki')],
      checkpointEvery: '6h',
      retention: { days: 400 },
    });
    expect(times).toEqual({ checkpointEveryMs: 21_600_000, retentionMs: 34_560_000_000 });
    const { publicKey: signedWith } = keys.sign({ seq: 1, hash: 'a' }, new Date());
    expect(createPublicKey(signedWith).equals(publicKey)).toBe(true);
    expect(keys.trusts(signedWith)).toBe(true);
  });

  it.each([
    ['no key', { signingKey: 'SECRET' }, 'mlops.audit.signingKey has to be an Ed25519 private key'],
    ['another kind of key', { signingKey: pem(rsa.privateKey, 'pkcs8') }, 'mlops.audit.signingKey'],
    ['a public key to sign with', { signingKey: pem(publicKey, 'spki') }, 'mlops.audit.signingKey'],
    ['no public key', { previousPublicKeys: ['SECRET'] }, 'mlops.audit.previousPublicKeys[0]'],
    [
      'a private key for a public one',
      { previousPublicKeys: [signingKey] },
      'mlops.audit.previousPublicKeys[0]',
    ],
    ['retention that nothing signs', { retention: '400d' }, 'needs mlops.audit.signingKey'],
    ['a retention of minutes', { signingKey, retention: '5m' }, 'mlops.audit.retention'],
    ['checkpoints all the time', { signingKey, checkpointEvery: '1s' }, 'checkpointEvery'],
  ])('is refused with %s, without its text', (_, audit, says) => {
    let message = '';
    try {
      read(audit);
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toContain(says);
    expect(message).not.toContain('SECRET');
    expect(message).not.toContain('BEGIN');
  });
});
