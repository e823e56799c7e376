import { tokenState } from './tokenState';

const now = Date.parse('2026-01-01T00:00:00Z');
const stateOf = (state: 'valid' | 'expired' | 'revoked', expiresAt: string) =>
  tokenState({ state, expiresAt }, now).word;

describe('tokenState', () => {
  it('warns before a token expires, and knows when it did', () => {
    expect(stateOf('valid', '2026-02-01T00:00:00Z')).toBe('Valid');
    expect(stateOf('valid', '2026-01-15T00:00:00Z')).toBe('Expires soon');
    expect(stateOf('valid', '2026-01-01T00:00:00Z')).toBe('Expired');
    expect(stateOf('expired', '2026-01-15T00:00:00Z')).toBe('Expired');
  });

  it('says of a revoked one no more than that', () => {
    expect(stateOf('revoked', '2025-01-01T00:00:00Z')).toBe('Revoked');
  });
});
