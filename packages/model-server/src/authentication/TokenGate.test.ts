import { createHash } from 'node:crypto';
import { IncomingHttpHeaders } from 'node:http';
import { EndpointToken } from './EndpointToken';
import { TokenGate } from './TokenGate';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function token(text: string, changes: Partial<EndpointToken> = {}): EndpointToken {
  return { id: `id of ${text}`, hash: sha256(text), deployment: 'risk', ...changes };
}

const NOW = Date.UTC(2026, 8, 1);

describe('TokenGate', () => {
  let gate: TokenGate;

  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    gate = new TokenGate(0);
  });

  afterEach(() => jest.useRealTimers());

  const ask = (headers: IncomingHttpHeaders, deployment = 'risk') => {
    try {
      gate.check(headers, deployment);
      return 200;
    } catch (error) {
      const { status, message } = error as { status: number; message: string };
      return `${status} ${message}`;
    }
  };
  const bearer = (text: string) => ({ authorization: `Bearer ${text}` });

  it.each([
    [{ authorization: 'Bearer secret' }],
    [{ authorization: 'bearer secret' }],
    [{ authorization: 'BEARER   secret' }],
    [{ 'x-api-key': 'secret' }],
    [{ authorization: 'Basic dTpw', 'x-api-key': 'secret' }],
    [{ authorization: 'Bearer of another system', 'x-api-key': 'secret' }],
    [{ authorization: 'Bearer secret', 'x-api-key': 'stale' }],
  ])('%j is let in', headers => {
    gate.admit([token('secret')]);
    expect(ask(headers)).toBe(200);
    expect(ask(headers)).toBe(200);
  });

  it.each([
    [{}, '401 An endpoint token is needed'],
    [{ authorization: 'Basic c2VjcmV0' }, '401 An endpoint token is needed'],
    [{ authorization: 'secret' }, '401 An endpoint token is needed'],
    [{ authorization: 'Bearer' }, '401 An endpoint token is needed'],
    [{ authorization: 'Bearer secre' }, '401 The endpoint token is not valid'],
    [{ authorization: 'Bearer secret2' }, '401 The endpoint token is not valid'],
    [{ authorization: `Bearer ${sha256('secret')}` }, '401 The endpoint token is not valid'],
    [{ 'x-api-key': '' }, '401 The endpoint token is not valid'],
    [{ 'x-api-key': 'Bearer secret' }, '401 The endpoint token is not valid'],
    [{ 'x-api-key': 'secret, secret' }, '401 The endpoint token is not valid'],
  ])('%j is refused: %s', (headers, expected) => {
    gate.admit([token('secret')]);
    expect(ask(headers)).toContain(expected);
    // Once more, after a valid one was seen.
    expect(ask(bearer('secret'))).toBe(200);
    expect(ask(headers)).toContain(expected);
  });

  it('refuses everybody before there are tokens', () => {
    expect(ask(bearer('secret'))).toMatch(/^401/);
  });

  it('lets a token in until it expires, seen before or not', () => {
    gate.admit([token('secret', { expiresAt: NOW + 1000 })]);
    expect(ask(bearer('secret'))).toBe(200);
    jest.setSystemTime(NOW + 999);
    expect(ask(bearer('secret'))).toBe(200);
    jest.setSystemTime(NOW + 1000);
    expect(ask(bearer('secret'))).toBe('401 The endpoint token has expired');
  });

  it('lets a token in to its own deployment only', () => {
    gate.admit([token('secret')]);
    expect(ask(bearer('secret'), 'other')).toBe('403 The endpoint token is for another deployment');
    expect(ask(bearer('secret'))).toBe(200);
    expect(ask(bearer('secret'), 'other')).toMatch(/^403/);
  });

  it('forgets a token that is not admitted any more, at once', () => {
    gate.admit([token('secret'), token('other')]);
    expect(ask(bearer('secret'))).toBe(200);
    gate.admit([token('other')]);
    expect(ask(bearer('secret'))).toMatch(/^401/);
    expect(ask(bearer('other'))).toBe(200);
    gate.admit([token('secret', { deployment: 'moved' })]);
    expect(ask(bearer('secret'))).toMatch(/^403/);
  });

  it('takes hashes in capital letters', () => {
    gate.admit([token('secret', { hash: sha256('secret').toUpperCase() })]);
    expect(ask(bearer('secret'))).toBe(200);
  });

  it('does not look at headers that are too long to hold a token', () => {
    const long = 'x'.repeat(257);
    gate.admit([token(long)]);
    expect(ask(bearer(long))).toBe('401 The endpoint token is not valid');
    expect(ask({ 'x-api-key': long })).toBe('401 The endpoint token is not valid');
  });

  it('remembers the newest use of each token until it is taken', () => {
    gate.admit([token('a'), token('b', { expiresAt: NOW + 10 }), token('c')]);
    ask(bearer('a'));
    ask(bearer('b'));
    jest.setSystemTime(NOW + 10);
    ask({ 'x-api-key': 'a' });
    // Refused: no uses.
    ask(bearer('b'));
    ask(bearer('c'), 'other');
    // Revoked: used all the same.
    gate.admit([]);
    expect(gate.takeUses()).toEqual([
      { id: 'id of a', at: NOW + 10 },
      { id: 'id of b', at: NOW },
    ]);
    expect(gate.takeUses()).toEqual([]);
  });

  it('recognizes a bounded number of tokens, and knows all', () => {
    const texts = Array.from({ length: 2_500 }, (_, i) => `token ${i}`);
    gate.admit(texts.map(text => token(text)));
    for (let round = 0; round < 2; round++) {
      for (const text of texts) expect(ask(bearer(text))).toBe(200);
    }
    // Guesses don't take room.
    for (let i = 0; i < 2_000; i++) ask(bearer(`guess ${i}`));
    const { known } = (gate as unknown as { bearers: { known: Map<string, unknown> } }).bearers;
    expect(known.size).toBe(1_000);
    expect([...known.keys()].every(key => key.startsWith('Bearer token'))).toBe(true);
  });
});
