import { hash } from 'node:crypto';
import { IncomingHttpHeaders } from 'node:http';
import { ProtocolError } from '../protocol/ProtocolError';
import { EndpointToken, TokenUse } from './EndpointToken';

/** Longer ones hold no token of ours, and aren't worth being hashed. */
const MAX_HEADER_LENGTH = 256;

/** Presented tokens whose hash needn't be computed again. */
const MAX_RECOGNIZED = 1_000;

const BEARER = /^bearer +/i;

/** Lets requests in that present a token of the deployment they ask. One for each worker. */
export class TokenGate {
  private admitted: ReadonlyMap<string, EndpointToken> = new Map();
  /** By the token as it was presented. Only valid ones, so that guesses can't drive them out. */
  private readonly recognized = new Map<string, EndpointToken>();
  private readonly uses = new Map<string, number>();

  /** Lets in these tokens from now on, and no others. */
  admit(tokens: readonly EndpointToken[]): void {
    this.admitted = new Map(tokens.map(token => [token.hash.toLowerCase(), token]));
    this.recognized.clear();
  }

  /**
   * Checks that a request presents a token of a deployment.
   *
   * The answers don't depend on whether the deployment exists.
   *
   * @throws ProtocolError 401 without a token, or with one that is unknown or expired; 403 with another deployment's
   */
  check(headers: IncomingHttpHeaders, deployment: string): void {
    const token = this.find(headers);
    if (token.deployment !== deployment) {
      throw new ProtocolError(403, 'The endpoint token is for another deployment');
    }
    this.uses.set(token.id, Date.now());
  }

  /**
   * The token that a request presents, whichever deployment it is of.
   *
   * @throws ProtocolError 401 without a token, or with one that is unknown or expired
   */
  identify(headers: IncomingHttpHeaders): EndpointToken {
    const token = this.find(headers);
    this.uses.set(token.id, Date.now());
    return token;
  }

  /** The newest use of each token that was used since the last take. */
  takeUses(): TokenUse[] {
    const uses = Array.from(this.uses, ([id, at]) => ({ id, at }));
    this.uses.clear();
    return uses;
  }

  /**
   * Reads `authorization: Bearer TOKEN` or `x-api-key: TOKEN`. Where a request presents both, the first that is known
   * counts.
   */
  private find(headers: IncomingHttpHeaders): EndpointToken {
    const bearer = bearerOf(headers.authorization);
    const apiKey = headers['x-api-key'] as string | undefined;
    if (bearer === undefined && apiKey === undefined) {
      throw unauthorized("An endpoint token is needed: 'Authorization: Bearer TOKEN'");
    }
    const token = this.recognize(bearer) ?? this.recognize(apiKey);
    if (!token) throw unauthorized('The endpoint token is not valid');
    if (token.expiresAt !== undefined && token.expiresAt <= Date.now()) {
      throw unauthorized('The endpoint token has expired');
    }
    return token;
  }

  private recognize(presented: string | undefined): EndpointToken | undefined {
    if (presented === undefined || presented.length > MAX_HEADER_LENGTH) return undefined;
    const recognized = this.recognized.get(presented);
    if (recognized) return recognized;
    const token = this.admitted.get(hash('sha256', presented, 'hex'));
    if (!token) return undefined;
    if (this.recognized.size >= MAX_RECOGNIZED) {
      const [oldest] = this.recognized.keys();
      this.recognized.delete(oldest);
    }
    this.recognized.set(presented, token);
    return token;
  }
}

/** Undefined for other schemes, which may be a proxy's business. */
function bearerOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const scheme = BEARER.exec(authorization)?.[0];
  return scheme && authorization.slice(scheme.length);
}

function unauthorized(message: string): ProtocolError {
  return new ProtocolError(401, message, { 'www-authenticate': 'Bearer' });
}
